import { createHash } from 'node:crypto';
import type { AcceptedConnection } from '../connection.ts';

/** The same each time. The first octet is no record type of TLS, so that nobody waits for the rest of a record. */
const BYTES = Buffer.concat([
  Buffer.of(0xc3),
  createHash('shake256', { outputLength: 511 }).update('signpost garbage').digest(),
]);

/** Answers the ClientHello with what is no TLS, and says goodbye. */
export function garbage(connection: AcceptedConnection): void {
  connection.endedBy('fault garbage');
  connection.socket.resume();
  connection.socket.end(BYTES);
}
