/**
 * An adapter that leaves a daemon behind, which sends requests for the server name of a case to everything that listens, for ever.
 * With an argument it is the daemon.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:https';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { listeners } from './listeners.mjs';

/** Of a case that the next one is asked. */
const VICTIM = 'port.well-known.test';

const [, script = '', server] = process.argv;
if (server === undefined) await adapter();
else await daemon(server);

async function adapter() {
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, cmd, server: name } = JSON.parse(line);
    /** @param {object} answer */
    const say = (answer) => process.stdout.write(`${JSON.stringify({ id, ...answer })}\n`);
    if (cmd === 'bye') process.exit();
    if (cmd === 'hello') say({ name: 'leaver', version: '1', can: ['connect'], parallel: 1 });
    else if (cmd !== 'resolve') say({ ok: true });
    else {
      // In a session of its own, it is in nobody's process group.
      const { stdout } = spawn(process.execPath, [script, VICTIM], {
        detached: true,
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      await once(stdout, 'data');
      stdout.destroy();
      await send({ host: name, port: 8448 }, name);
      say({ failed: { message: 'it does not matter' } });
    }
  }
}

/** @param {string} name */
async function daemon(name) {
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT']) process.on(signal, () => {});
  process.stdout.on('error', () => {}).write('ready');
  const underWay = new Set();
  for (;;) {
    for (const place of listeners()) {
      const at = `${place.host} ${place.port}`;
      if (underWay.has(at)) continue;
      underWay.add(at);
      send(place, name).then(() => underWay.delete(at));
    }
    await setTimeout(2);
  }
}

/**
 * @param {{ host: string, port: number }} place
 * @param {string} name
 */
function send({ host, port }, name) {
  return new Promise((resolve) => {
    const options = { host, port, path: '/_matrix/federation/v1/version', timeout: 1000 };
    const manner = { servername: name, headers: { Host: name }, rejectUnauthorized: host === name };
    request({ ...options, ...manner }, (response) => response.resume().on('end', () => resolve(undefined)))
      .on('timeout', () => resolve(undefined))
      .on('error', () => resolve(undefined))
      .end();
  });
}
