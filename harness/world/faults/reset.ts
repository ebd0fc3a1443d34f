import type { Connection } from '../connection.ts';

/** Accepts, and answers with a RST. To fail-over code this is a connection that succeeded, unlike a port that refuses. */
export function reset(connection: Connection): void {
  connection.endedBy('fault reset');
  connection.socket.resetAndDestroy();
}
