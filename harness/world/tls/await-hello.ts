import { type ClientHello, readClientHello } from '../../evidence/index.ts';
import type { AcceptedConnection } from '../connection.ts';

/** Longer than any client needs whose machine is not overloaded. */
const DEADLINE_MS = 30_000;
/** Hellos with post-quantum keys take 2 KiB; more than the largest record is beyond all reason. */
const MOST_BYTES = 20 * 1024;

/**
 * Collects the ClientHello (it may come in 40 segments) and puts all bytes back into the socket, which is paused then.
 * Undefined: what came is no ClientHello. Never called back when nothing comes.
 */
export function awaitHello(
  connection: AcceptedConnection,
  then: (hello: ClientHello | undefined, raw: Buffer) => void,
): void {
  const { socket } = connection;
  const chunks: Buffer[] = [];
  const deadline = setTimeout(() => {
    connection.endedBy(`no ClientHello within ${DEADLINE_MS / 1000} s`);
    socket.destroy();
  }, DEADLINE_MS);
  const stop = (): void => clearTimeout(deadline);

  const onData = (chunk: Buffer): void => {
    chunks.push(chunk);
    const all = chunks.length === 1 ? chunk : Buffer.concat(chunks);
    const hello = readClientHello(all);
    if (hello.kind === 'incomplete' && all.length < MOST_BYTES) return;
    stop();
    socket.off('close', stop);
    socket.off('data', onData);
    socket.pause();
    socket.unshift(all);
    if (hello.kind === 'hello') then(hello, all.subarray(0, hello.length));
    else then(undefined, all);
  };
  socket.once('close', stop);
  socket.on('data', onData);
}
