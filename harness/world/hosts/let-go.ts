import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** A client that does not look at the connections it keeps would hold them, and us, for as long as it likes. */
const PATIENCE_MS = 1_000;

/**
 * Ends connections, and resolves when their clients have seen it: one that is destroyed might be taken for open a moment
 * longer, and a question sent into nothing.
 */
export async function letGo(sockets: Iterable<Socket>): Promise<void> {
  const open = [...sockets].filter((socket) => !socket.destroyed);
  if (open.length === 0) return;
  const closed = open.map((socket) => once(socket, 'close').catch(() => {}));
  for (const socket of open) {
    socket.end();
    // Its end is seen only by who reads.
    socket.resume();
  }
  const patience = new AbortController();
  await Promise.race([
    Promise.all(closed),
    delay(PATIENCE_MS, undefined, { signal: patience.signal }).catch(() => {}),
  ]);
  patience.abort();
  for (const socket of open) socket.destroy();
}
