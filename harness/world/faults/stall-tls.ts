import type { AcceptedConnection } from '../connection.ts';

/** The ClientHello was read and recorded, and is never answered. Reading goes on, to see when the client gives up. */
export function stallTls(connection: AcceptedConnection): void {
  connection.endedBy('given up by the client');
  connection.socket.resume();
}
