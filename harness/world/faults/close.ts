import type { AcceptedConnection } from '../connection.ts';

/** Accepts, and says goodbye at once. Reading goes on: bytes left unread would turn the FIN into a RST. */
export function close(connection: AcceptedConnection): void {
  connection.endedBy('fault close');
  connection.socket.resume();
  connection.socket.end();
}
