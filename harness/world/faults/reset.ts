import type { AcceptedConnection } from '../connection.ts';

/**
 * Accepts, and answers the first octet with a RST. To fail-over code this is a connection that succeeded, unlike a port that
 * refuses: a RST that comes with the connection itself would be the one to some clients, and the other to the rest.
 */
export function reset(connection: AcceptedConnection): void {
  const { socket } = connection;
  socket.once('data', () => {
    connection.endedBy('fault reset');
    socket.resetAndDestroy();
  });
}
