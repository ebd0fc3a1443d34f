import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat, symlink } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Adapter } from '../adapter.ts';
import { AdapterError, type AdapterErrorCode } from '../adapter-error.ts';
import type { HomeserverImplementation } from '../implementation.ts';
import { startImplementation } from '../start-implementation.ts';
import { ask } from '../testing/contract.ts';
import { startExitWatch } from '../testing/exit-watch.ts';
import { startedByHand, zooHomeserver } from '../testing/zoo-homeserver.ts';

describe('a homeserver', () => {
  it('is who its description and its key document say', async () => {
    await using adapter = await startImplementation(
      zooHomeserver('homeserver', { parallel: 3, stallParallel: 2 }),
    );
    assert.deepEqual(adapter.about, {
      name: 'zoo',
      version: '1',
      can: ['connect', 'signed'],
      parallel: 3,
      stallParallel: 2,
      answersEarly: true,
      signer: {
        name: 'sut.test',
        verifyKeys: { 'ed25519:zoo': 'Noi6WqcDj0QmPxCNQqgezwTlBKrfqehY1u2FyWP9uYw' },
      },
    });
  });

  it('goes where it is asked to go', async () => {
    const seen: (string | undefined)[] = [];
    const target = createServer((request, response) => {
      seen.push(request.url);
      response.end('{}');
    });
    target.listen(0, '127.0.0.1');
    await once(target, 'listening');
    const address = target.address();
    assert.ok(typeof address === 'object' && address !== null);
    await using adapter = await startImplementation(zooHomeserver('homeserver'));
    assert.deepEqual(await ask(adapter, `127.0.0.1:${address.port}`), { kind: 'resolved', targets: [] });
    target.close();
    assert.deepEqual(seen, ['/_matrix/federation/v1/query/profile']);
    assert.equal((await ask(adapter, '127.0.0.1:1')).kind, 'failed');
  });

  it('is given no file that a link in its folder leads to outside', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'signpost-template-'));
    try {
      await symlink('/etc/passwd', join(folder, 'config.json'));
      const { server, ...rest } = zooHomeserver('homeserver');
      assert.ok('start' in server);
      const files = { 'config.json': 'config.json' };
      await assert.rejects(
        startImplementation({ ...rest, server: { ...server, files }, folder }),
        (error: AdapterError) => {
          assert.equal(error.code, 'implementation-invalid');
          assert.match(error.what, /a link out of/);
          return true;
        },
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('is asked through the trigger that the case names, and only for what it can send', async () => {
    await using adapter = await startImplementation(zooHomeserver('homeserver'));
    const asked = (request: Parameters<Adapter['ask']>[0]['request']) =>
      adapter.ask({ server: 'a.test', budgetMs: 10_000, request }, new AbortController().signal);
    assert.equal((await asked({ kind: 'trigger', trigger: 'profile' })).kind, 'resolved');
    assert.deepEqual(await asked({ kind: 'trigger', trigger: 'media' }), {
      kind: 'skip',
      why: 'it cannot be asked for "media"',
    });
    assert.deepEqual(await asked({ kind: 'http', method: 'PUT', path: '/send', body: '{}' }), {
      kind: 'skip',
      why: 'a homeserver cannot be told to send PUT /send',
    });
  });

  it('begins without memory after a reset, and leaves nothing behind', async () => {
    const adapter = await startImplementation(zooHomeserver('homeserver-leaves-files'));
    await adapter.reset();
    await adapter[Symbol.asyncDispose]();
    const folders = adapter.stderr().trim().split('\n');
    assert.equal(new Set(folders).size, 2);
    for (const folder of folders) {
      assert.match(folder, /signpost-homeserver-/);
      await assert.rejects(stat(folder), { code: 'ENOENT' });
    }
  });

  it('runs what it needs before it starts', async () => {
    const { server } = zooHomeserver('homeserver');
    assert.ok('start' in server);
    const say = [
      'sh',
      '-c',
      'echo "keys for {self} in $(pwd)" && test -f config.json && test "$(pwd)" = {data}',
    ];
    await using adapter = await startImplementation(
      zooHomeserver('homeserver', { server: { ...server, prepare: [say] } }),
    );
    assert.match(adapter.stderr(), /^keys for sut\.test in .*signpost-homeserver-/);
  });
});

interface Faulty {
  readonly what: string;
  readonly implementation: HomeserverImplementation;
  readonly code: AdapterErrorCode;
  readonly says: readonly RegExp[];
}

/** Short only where what is waited for never comes. */
const IMPATIENT = { startSeconds: 1 };

const cannotStart: readonly Faulty[] = [
  {
    what: 'never listens',
    implementation: zooHomeserver('homeserver-never-listens', IMPATIENT),
    code: 'homeserver-not-ready',
    says: [/not ready after 1 s: GET http:.*versions brought/, /`startSeconds`/],
  },
  {
    what: 'never gets ready',
    implementation: zooHomeserver('homeserver-never-ready', IMPATIENT),
    code: 'homeserver-not-ready',
    says: [/not ready after 1 s/],
  },
  {
    what: 'exits at once',
    implementation: zooHomeserver('homeserver-exits'),
    code: 'homeserver-exited',
    says: [/exited with code 3 before it was ready, last in its log: no such option: report_stats;/],
  },
  {
    what: 'is not there',
    implementation: zooHomeserver('homeserver', {
      server: { ...launchOf('homeserver'), start: ['/no/such/program'] },
    }),
    code: 'adapter-not-started',
    says: [/cannot start \/no\/such\/program/],
  },
  {
    what: 'cannot be prepared',
    implementation: zooHomeserver('homeserver', {
      server: { ...launchOf('homeserver'), prepare: [['sh', '-c', 'echo no entropy; exit 4']] },
    }),
    code: 'homeserver-not-prepared',
    says: [/which prepares zoo, exited with code 4, last in its log: no entropy/],
  },
  {
    what: 'is prepared for ever',
    implementation: zooHomeserver('homeserver', {
      server: { ...launchOf('homeserver'), prepare: [['sleep', '3600']] },
      ...IMPATIENT,
    }),
    code: 'homeserver-not-ready',
    says: [/it was still being prepared/],
  },
  {
    what: 'has a template that is not there',
    implementation: zooHomeserver('homeserver', {
      server: { ...launchOf('homeserver'), files: { 'config.json': 'no-such.json' } },
    }),
    code: 'implementation-invalid',
    says: [/template no-such\.json/],
  },
  {
    what: 'has no key document',
    implementation: zooHomeserver('homeserver', { signer: '/_matrix/key/v3/server' }),
    code: 'homeserver-no-keys',
    says: [/\/_matrix\/key\/v3\/server brought no key document: status 404/],
  },
  {
    what: 'needs a program that the user has to give',
    implementation: zooHomeserver('homeserver', {
      server: { ...launchOf('homeserver'), start: ['{binary}'] },
    }),
    code: 'binary-missing',
    says: [/run: npx signpost run -i zoo --binary PATH/],
  },
];

function launchOf(name: string) {
  const { server } = zooHomeserver(name);
  assert.ok('start' in server);
  return server;
}

describe('a homeserver that cannot start', () => {
  for (const { what, implementation, code, says } of cannotStart) {
    it(`${what}: ${code}`, async () => {
      const error = await failure(startImplementation(implementation));
      assert.equal(error.code, code);
      for (const pattern of says) assert.match(error.message, pattern);
    });
  }
});

describe('a homeserver that misbehaves', () => {
  it('is started again after it died, and nothing else is lost', async () => {
    await using adapter = await startImplementation(zooHomeserver('homeserver-dies-of-one'));
    const answers = [];
    for (const server of ['a.test', 'deadly.test', 'b.test']) answers.push(await ask(adapter, server));
    assert.deepEqual(
      answers.map(({ kind }) => kind),
      ['resolved', 'error', 'resolved'],
    );
    const [, died] = answers;
    assert.ok(died?.kind === 'error');
    assert.match(`${died.code} ${died.message}`, /^homeserver-exited zoo was ended by SIGKILL/);
    assert.equal(adapter.stderr(), 'started\nstarted\n');
  });

  it('is given up when it dies again before it has answered anything', async () => {
    await using adapter = await startImplementation(zooHomeserver('homeserver-dies-of-one'));
    const kinds = [];
    for (let i = 0; i < 4; i++) kinds.push((await ask(adapter, 'deadly.test')).kind);
    assert.deepEqual(kinds, ['error', 'error', 'error', 'error']);
    assert.equal(adapter.stderr(), 'started\nstarted\n');
  });

  it('is no trouble when it answers garbage', async () => {
    await using adapter = await startImplementation(zooHomeserver('homeserver-garbage'));
    const answer = await ask(adapter, 'a.test');
    assert.ok(answer.kind === 'error');
    assert.match(`${answer.code} ${answer.message}`, /^homeserver-garbage .*not HTTP/);
    assert.doesNotMatch(answer.message, /gotcha/);
  });

  it('has reached nobody where it is a website, which says yes to all', async () => {
    await using adapter = await startImplementation(zooHomeserver('homeserver-is-a-website'));
    const answer = await ask(adapter, 'a.test');
    assert.ok(answer.kind === 'error');
    assert.match(
      `${answer.code} ${answer.message}`,
      /^homeserver-garbage .*200 with a web page: <title>Welcome/,
    );
  });

  it('is not listened to for ever', async () => {
    await using adapter = await startImplementation(zooHomeserver('homeserver-endless'));
    assert.deepEqual(await ask(adapter, 'endless.test'), { kind: 'failed', message: '502' });
    assert.equal((await ask(adapter, 'a.test')).kind, 'resolved');
  });

  it('is not listened to when it announces an answer without end', async () => {
    await using adapter = await startImplementation(zooHomeserver('homeserver-announces'));
    const answer = await ask(adapter, 'announced.test');
    assert.ok(answer.kind === 'error');
    assert.match(
      `${answer.code} ${answer.message}`,
      /^homeserver-unreachable .*sending answers of status 1xx/,
    );
    assert.equal((await ask(adapter, 'a.test')).kind, 'resolved');
  });

  it('holds nobody up when it hangs', async () => {
    await using adapter = await startImplementation(zooHomeserver('homeserver-hangs'));
    const aborts = Array.from({ length: 100 }, () => new AbortController());
    const asked = aborts.map(({ signal }, i) => ask(adapter, `s${i}.test`, signal));
    for (const abort of aborts) abort.abort(new Error('enough'));
    const settled = await Promise.allSettled(asked);
    assert.ok(settled.every((one) => one.status === 'rejected' && one.reason.message === 'enough'));
  });

  it('is ended by force when it keeps its port', async () => {
    await using witness = await startExitWatch();
    const implementation = zooHomeserver('homeserver-keeps-its-port', { env: witness.env });
    const adapter = await startImplementation(implementation, { graceMs: 50 });
    await witness.met;
    await adapter[Symbol.asyncDispose]();
    await witness.gone;
  });

  it('is ended with all that it started', async () => {
    await using witness = await startExitWatch();
    const hold = "require('node:net').connect(Number(process.env.ZOO_PORT), '127.0.0.1')";
    const { start } = launchOf('homeserver');
    // A child of its own, which a shell starts and forgets.
    const argv = ['sh', '-c', `"$0" -e "${hold}" & exec "$@"`, process.execPath, ...start];
    const server = { ...launchOf('homeserver'), start: argv };
    const adapter = await startImplementation(zooHomeserver('homeserver', { server, env: witness.env }));
    await witness.met;
    await adapter[Symbol.asyncDispose]();
    await witness.gone;
  });

  it('may flood its log: the end of it is kept', async () => {
    const before = process.memoryUsage.rss();
    await using adapter = await startImplementation(zooHomeserver('homeserver-floods-its-log'));
    const log = adapter.stderr();
    assert.ok(log.endsWith('the end of the log\n'), log.slice(-100));
    assert.ok(log.length <= 64 * 1024 + 1, String(log.length));
    // Of 1 GB.
    assert.ok(process.memoryUsage.rss() - before < 500e6);
  });

  it('leaves no data folder when it could not start', async (t) => {
    const scratch = process.env.TMPDIR;
    const folder = await mkdtemp(join(tmpdir(), 'signpost-homeserver-test-'));
    t.after(() => {
      if (scratch === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = scratch;
      return rm(folder, { recursive: true });
    });
    process.env.TMPDIR = folder;
    await failure(startImplementation(zooHomeserver('homeserver-exits')));
    assert.deepEqual(await readdir(folder), []);
  });
});

describe('a homeserver that the user started', () => {
  it('is asked, and still there afterwards', async () => {
    const server = await startedByHand('homeserver');
    try {
      const implementation = zooHomeserver('homeserver', { server: { url: server.origin } });
      const adapter = await startImplementation(implementation);
      assert.equal(adapter.about.signer?.name, 'by-hand.test');
      assert.equal((await ask(adapter, 'a.test')).kind, 'resolved');
      await adapter.reset();
      await adapter[Symbol.asyncDispose]();
      assert.equal(server.broken, null);
    } finally {
      await server.end(1000);
    }
  });

  it('may be gone', async () => {
    const server = await startedByHand('homeserver');
    const { signer: _, ...implementation } = zooHomeserver('homeserver', { server: { url: server.origin } });
    await using adapter = await startImplementation(implementation);
    await server.end(1000);
    const answer = await ask(adapter, 'a.test');
    assert.ok(answer.kind === 'error');
    assert.match(`${answer.code} ${answer.message}`, /^homeserver-unreachable .*ECONNREFUSED/);
  });
});

async function failure(starting: Promise<AsyncDisposable>): Promise<AdapterError> {
  try {
    await using _ = await starting;
  } catch (error) {
    assert.ok(error instanceof AdapterError, String(error));
    return error;
  }
  assert.fail('it started');
}
