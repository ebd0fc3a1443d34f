/** `-i attach:URL`: what the user has started is asked from within the sandbox that it was started in. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

const SIGNPOST = join(import.meta.dirname, '..', 'signpost.mjs');
const HOMESERVER = join(import.meta.dirname, '..', 'adapters', 'zoo', 'homeserver.mjs');
const URL_ = 'http://127.0.0.1:8008';

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signpost-attach-'));
  const config = { self: 'by-hand.test', address: '127.0.0.1', port: '8008' };
  await writeFile(join(folder, 'config.json'), JSON.stringify(config));
});
after(() => rm(folder, { recursive: true }));

test('outside of a sandbox it says where to ask', async () => {
  const { code, stderr } = await call(process.execPath, [SIGNPOST, 'run', '-i', `attach:${URL_}`]);
  assert.equal(code, 2);
  assert.match(
    stderr,
    /not-in-a-sandbox.*can only be asked in the sandbox that it was started in\n.*signpost(\.mjs)? sandbox/,
  );
});

test('in one it asks what listens there, and judges it by its deeds', async () => {
  // This homeserver says that it has reached whatever it is asked for, and goes nowhere.
  const { code, stdout, stderr } = await inSandbox(`attach:${URL_}`);
  assert.equal(code, 2, stderr);
  assert.match(stdout, /control\/fallback: .*neither a DNS question nor a connection came/);
});

test('where nobody listens, that is said', async () => {
  const { code, stdout, stderr } = await inSandbox('attach:http://127.0.0.1:8009');
  assert.equal(code, 2, stderr);
  assert.match(stdout, /could not be asked \(connect ECONNREFUSED 127\.0\.0\.1:8009\)/);
  assert.doesNotMatch(stdout, /DNS|resolv\.conf/);
});

/** Starts the homeserver, waits for its ready answer, and runs one case with it. */
function inSandbox(who: string) {
  const script = `
    const { spawn, spawnSync } = require('node:child_process');
    const [homeserver, config, signpost, who, reports] = process.argv.slice(1);
    const server = spawn(process.execPath, [homeserver, config], { stdio: 'inherit' });
    const ready = () => fetch('${URL_}/_matrix/client/versions').then(run, () => setTimeout(ready, 20));
    const run = () => {
      const words = [signpost, 'run', 'control/fallback', '-i', who, '--reports', reports];
      process.exitCode = spawnSync(process.execPath, words, { stdio: 'inherit' }).status;
      server.kill();
    };
    ready();`;
  const args = [HOMESERVER, join(folder, 'config.json'), SIGNPOST, who, join(folder, 'reports')];
  return call(process.execPath, [SIGNPOST, 'sandbox', '--', process.execPath, '-e', script, ...args]);
}

function call(program: string, args: readonly string[]) {
  return new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
    execFile(program, args, { env: { ...process.env, NO_COLOR: '1' } }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });
}
