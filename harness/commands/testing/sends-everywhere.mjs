/** An adapter that does not resolve: it sends the request to everything that listens. */
import { request } from 'node:https';
import { createInterface } from 'node:readline';
import { listeners } from './listeners.mjs';

/**
 * @param {{ host: string, port: number }} place
 * @param {string} server
 */
function send({ host, port }, server) {
  return new Promise((resolve) => {
    const options = {
      host,
      port,
      path: '/_matrix/federation/v1/version',
      rejectUnauthorized: false,
      timeout: 2000,
    };
    request({ ...options, servername: server, headers: { Host: server } }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode));
    })
      .on('timeout', () => resolve(undefined))
      .on('error', () => resolve(undefined))
      .end();
  });
}

for await (const line of createInterface({ input: process.stdin })) {
  const { id, cmd, server } = JSON.parse(line);
  /** @param {object} answer */
  const say = (answer) => process.stdout.write(`${JSON.stringify({ id, ...answer })}\n`);
  if (cmd === 'bye') process.exit();
  if (cmd === 'hello') say({ name: 'everywhere', version: '1', can: ['connect'], parallel: 1 });
  else if (cmd !== 'resolve') say({ ok: true });
  else {
    const found = listeners();
    await Promise.all(found.map((place) => send(place, server)));
    say({ targets: [], status: 200 });
  }
}
