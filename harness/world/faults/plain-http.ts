import type { AcceptedConnection } from '../connection.ts';

const BODY = 'A TLS handshake was sent to a port that speaks HTTP in clear text.\n';
const ANSWER = [
  'HTTP/1.1 400 Bad Request',
  'Content-Type: text/plain',
  `Content-Length: ${BODY.length}`,
  'Connection: close',
  '',
  BODY,
].join('\r\n');

/** Answers the ClientHello with HTTP in clear text, as web servers without TLS do. */
export function plainHttp(connection: AcceptedConnection): void {
  connection.endedBy('fault plain-http');
  connection.socket.resume();
  connection.socket.end(ANSWER);
}
