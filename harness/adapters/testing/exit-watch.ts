import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

/** For tests: knows when a process is gone: the kernel closes the connection that it held to `ZOO_PORT`. */
export async function startExitWatch() {
  const server = createServer();
  const met = once(server, 'connection');
  const gone = met.then(
    ([socket]: Socket[]) => socket && once(socket.on('error', () => {}).resume(), 'close'),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  return {
    env: { ZOO_PORT: String(address.port) },
    met,
    gone,
    [Symbol.asyncDispose]: async () => void server.close(),
  };
}
