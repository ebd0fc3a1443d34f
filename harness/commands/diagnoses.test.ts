/** What a user reads of an implementation that cannot be judged: its adapter's own error, or what was seen, and no guess. */
import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import { callSignpost } from './testing/call-signpost.ts';

const NOTHING = 'Seen: neither a DNS question nor a connection came; whatever it asks';

/** An adapter whose `resolve` is this text of JavaScript. */
const written = (resolve: string) =>
  `import { createInterface } from 'node:readline';
const say = (message) => console.log(JSON.stringify(message));
createInterface({ input: process.stdin }).on('line', async (line) => {
  const { id, cmd, server } = JSON.parse(line);
  if (cmd === 'hello') say({ id, name: 'mine', version: '1', can: ['connect'] });
  else if (cmd === 'resolve') { ${resolve} }
  else if (cmd === 'bye') process.exit(0);
});`;

interface Row {
  readonly title: string;
  /** A command, or the text of an adapter. */
  readonly what: string;
  readonly says: readonly string[];
  readonly never: RegExp;
}

const ROWS: readonly Row[] = [
  {
    title: 'writes a line that is no answer',
    what: written(`console.log('resolving ' + server)`),
    says: ['control/fallback: the adapter wrote a line that is no answer: resolving fallback.control.test;'],
    never: /DNS|resolv\.conf/,
  },
  {
    title: 'ends at its first question',
    what: written('process.exit(7)'),
    says: ['control/fallback: the adapter exited with code 7'],
    never: /DNS|resolv\.conf/,
  },
  {
    title: 'answers nothing',
    what: written(''),
    says: [
      'control/fallback: timed out: no answer within 8 s, and no federation request came to origin:8448',
      NOTHING,
    ],
    never: /does not ask/,
  },
  {
    title: 'is stopped',
    what: written(`process.kill(process.pid, 'SIGSTOP')`),
    says: ['no answer within 8 s', NOTHING],
    never: /does not ask/,
  },
  {
    title: 'answers before it asks anything',
    what: written(`say({ id, targets: [{ name: server, port: 8448 }], status: 200 })`),
    says: ['said that it reached the server, and sent no request', NOTHING],
    never: /does not ask/,
  },
  {
    title: 'only resolves the name',
    what: written(
      `await import('node:dns').then(({ promises }) => promises.lookup(server)); say({ id, failed: { message: 'enough' } })`,
    ),
    says: ['it asked our DNS for A', 'fallback.control.test', 'and made no connection. It said: enough'],
    never: /could not connect/,
  },
  {
    title: 'asks for the well-known file alone, because it was told to',
    what: 'curl -sS https://{server}/.well-known/matrix/server',
    says: ['Seen: it sent GET /.well-known/matrix/server to origin:443, and nothing to port 8448.'],
    never: /fall back/,
  },
  {
    title: 'does not trust our authority',
    what: written(
      `await import('node:tls').then(({ connect }) => new Promise((end) => connect({ host: server, port: 8448, servername: server, ca: [] }).on('error', end))); say({ id, failed: { message: 'no trust' } })`,
    ),
    says: [
      'Seen: it sent a TLS ClientHello to origin:8448, and ',
      'trust our certificate authority, which is in',
      'It said: no trust',
    ],
    never: /does not ask/,
  },
  {
    title: 'sends something that has nothing to do with the federation, whatever certificate is shown',
    what: 'curl -sSk https://{server}:8448/robots.txt',
    says: [
      'Seen: it sent GET /robots.txt to origin:8448, and no federation request to port 8448',
      'not judged',
    ],
    never: /nobody trusts|not checked/,
  },
  {
    title: 'sends the request over whatever certificate is shown',
    what: 'curl -sSk https://{server}:8448{path}',
    says: [
      'a certificate of an authority that nobody trusts was accepted: it sent GET /_matrix/federation/v1/version to origin:8448 over it',
    ],
    never: /does not ask/,
  },
];

describe('one that', { concurrency: 2 }, () => {
  for (const { title, what, says, never } of ROWS)
    test(title, async () => {
      const folder = await mkdtemp(path.join(tmpdir(), 'signpost-diagnosis-'));
      // Who is judged is not the owner of it.
      await chmod(folder, 0o755);
      try {
        const script = path.join(folder, 'adapter.mjs');
        await writeFile(script, what);
        const who = what.startsWith('curl') ? what : `${process.execPath} ${script}`;
        const { stdout } = await callSignpost(folder, ['run', '--no-twins', 'srv/fed', '-i', who]);
        for (const words of says) assert.ok(stdout.includes(words), stdout);
        assert.doesNotMatch(stdout, never);
      } finally {
        await rm(folder, { recursive: true });
      }
    });
});
