import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Adapter } from './adapter.ts';
import { AdapterError, type AdapterErrorCode } from './adapter-error.ts';
import { PATIENCE, startProcess } from './process/process-adapter.ts';
import { ask } from './testing/contract.ts';
import { startExitWatch } from './testing/exit-watch.ts';

const file = (name: string) => fileURLToPath(new URL(`./zoo/${name}`, import.meta.url));
const animal = (name: string, env = {}) => ({ argv: [process.execPath, file(`${name}.mjs`)], env });
/** Short where the animal never does what is waited for, so that no test depends on how fast anything is. */
const IMPATIENT = { ...PATIENCE, hello: 300, grace: 50 };

interface Broken {
  readonly what: string;
  readonly argv: readonly string[];
  readonly code: AdapterErrorCode;
  readonly says: readonly RegExp[];
  readonly patience?: typeof PATIENCE;
}

const cannotStart: readonly Broken[] = [
  {
    what: 'does not exist',
    argv: [file('no-such-program')],
    code: 'adapter-not-started',
    says: [/cannot start .*no-such-program \(ENOENT\)/, /on PATH/],
  },
  {
    what: 'is not executable',
    argv: [file('honest.mjs')],
    code: 'adapter-not-started',
    says: [/EACCES/, /chmod \+x/],
  },
  {
    what: 'exits at once',
    argv: animal('exits-at-once').argv,
    code: 'adapter-exited',
    says: [/exited with code 3/, /cannot find libresolver\.so/, /start it by hand/],
  },
  {
    what: 'never answers hello',
    argv: animal('never-says-hello').argv,
    code: 'adapter-silent',
    says: [/did not answer `hello` within 0\.3 s/, /flush/],
    patience: IMPATIENT,
  },
  {
    what: 'does not know hello',
    argv: animal('does-not-know-hello').argv,
    code: 'adapter-bad-hello',
    says: [/does not know `hello`/, /write-an-adapter\.md/],
  },
  {
    what: 'says it can what nobody can',
    argv: animal('boasts').argv,
    code: 'adapter-bad-hello',
    says: [/`can\[0\]` must be one of "claim" "connect" "clock" "signed", came "fly"/],
  },
  {
    what: 'says hello in JSON that is nested 100,000 deep',
    argv: animal('deep-hello').argv,
    code: 'adapter-bad-hello',
    says: [/`can\[0\]` must be one of .*, came JSON that is nested too deeply/],
  },
  {
    what: 'logs to stdout',
    argv: animal('logs-to-stdout').argv,
    code: 'adapter-garbage',
    says: [/no answer: \[info\] resolver ready/, /logs to stderr/],
  },
];

describe('an adapter that cannot start', () => {
  for (const { what, argv, code, says, patience } of cannotStart) {
    it(`${what}: ${code}`, async () => {
      const error = await failure(startProcess({ argv, env: {} }, patience));
      assert.equal(error.code, code);
      for (const pattern of says) assert.match(error.message, pattern);
    });
  }
});

const wrongAnswers: readonly { readonly name: string; readonly server: string; readonly says: RegExp }[] = [
  {
    name: 'wrong-type',
    server: 'port.test',
    says: /^adapter-bad-answer .*`targets\[0\]\.port` must be of type number, came "8443"/,
  },
  {
    name: 'wrong-type',
    server: 'typo.test',
    says: /^adapter-bad-answer .*no field `tlsname`, did you mean `tls_name`\?/,
  },
  { name: 'wrong-type', server: 'both.test', says: /^adapter-bad-answer .*came `targets` and `failed`/ },
  { name: 'wrong-type', server: 'neither.test', says: /^adapter-bad-answer .*came none of them/ },
  { name: 'wrong-type', server: 'unsupported.test', says: /^adapter-unsupported .*\{"skip":"why"\}/ },
  { name: 'garbage-for-one', server: 'bad.test', says: /^adapter-garbage .*no answer: .*logs to stderr/ },
  { name: 'unknown-id', server: 'a.test', says: /^adapter-unknown-id .*message 1002, .*copy the `id`/ },
  { name: 'long-line', server: 'a.test', says: /^adapter-long-line .*more than 1 MiB.*line feed/ },
  { name: 'blank-lines', server: 'a.test', says: /^adapter-flood .*more than 10000 blank lines/ },
  ...['targets.test', 'port.test', 'failed.test', 'field.test'].map((server) => ({
    name: 'deep',
    server,
    says: /^adapter-bad-answer /,
  })),
  { name: 'many-targets', server: 'many.test', says: /^adapter-bad-answer .*`targets` must be at most 256/ },
  {
    name: 'many-targets',
    server: 'many-wrong.test',
    says: /^adapter-bad-answer .*`targets` must be at most 256/,
  },
  { name: 'many-targets', server: 'long.test', says: /^adapter-bad-answer .*`targets` .*at most 64 KiB/ },
  { name: 'dies-of-one', server: 'deadly.test', says: /^adapter-exited .*ended by SIGKILL/ },
  {
    name: 'closes-stdout',
    server: 'a.test',
    says: /^adapter-closed-pipe .*its standard output.*until it is sent/,
  },
];

describe('an adapter that breaks the protocol', () => {
  for (const { name, server, says } of wrongAnswers) {
    it(`${name}, asked for ${server}`, async () => {
      await using adapter = await startProcess(animal(name), IMPATIENT_AT_THE_END);
      const answer = await ask(adapter, server);
      assert.ok(answer.kind === 'error');
      assert.match(`${answer.code} ${answer.message}`, says);
    });
  }

  it('loses only the question concerned when an answer is wrong', async () => {
    await using adapter = await startProcess(animal('wrong-type'));
    const answers = await Promise.all(['port.test', 'fine.test'].map((server) => ask(adapter, server)));
    assert.deepEqual(kinds(answers), ['error', 'resolved']);
  });

  it('is heard when it names what cannot be printed', async () => {
    await using adapter = await startProcess(animal('wrong-type'));
    const answer = await ask(adapter, 'control.test');
    assert.deepEqual(answer, { kind: 'resolved', targets: [{ host: 'a.test\\u{1b}[2J' }] });
  });

  it('is started again after it died, and nothing else is lost', async () => {
    await using adapter = await startProcess(animal('dies-of-one'));
    assert.deepEqual(kinds([await ask(adapter, 'a.test'), await ask(adapter, 'deadly.test')]), [
      'resolved',
      'error',
    ]);
    const after = await Promise.all(['b.test', 'c.test'].map((server) => ask(adapter, server)));
    assert.deepEqual(kinds(after), ['resolved', 'resolved']);
    assert.deepEqual(await lastWords(adapter), 'started\nstarted\n');
  });

  it('is given up when it breaks again before it has answered anything', async () => {
    await using adapter = await startProcess(animal('dies-of-one'));
    const answers = [];
    for (let i = 0; i < 4; i++) answers.push(await ask(adapter, 'deadly.test'));
    assert.deepEqual(kinds(answers), ['error', 'error', 'error', 'error']);
    assert.deepEqual(await lastWords(adapter), 'started\nstarted\n');
  });

  it('is not waited for beyond the budget when it does not come back', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'signpost-zoo-'));
    try {
      const mark = join(folder, 'died');
      await using adapter = await startProcess(
        animal('does-not-come-back', { ZOO_MARK: mark }),
        IMPATIENT_AT_THE_END,
      );
      assert.deepEqual(kinds([await ask(adapter, 'a.test')]), ['error']);
      const answer = await ask(adapter, 'b.test', undefined, 100);
      assert.ok(answer.kind === 'error');
      assert.match(
        `${answer.code} ${answer.message}`,
        /^adapter-silent .*takes longer than the question may/,
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('is heard once when it answers twice, and the second answer is kept as evidence', async () => {
    await using adapter = await startProcess(animal('answers-twice'));
    const { stderr: _, ...first } = await ask(adapter, 'a.test');
    await ask(adapter, 'b.test');
    assert.deepEqual(first, { kind: 'resolved', targets: [{ name: 'a.test' }] });
    assert.match(adapter.stderr(), /adapter-answered-twice: .*message 2 a second time.*second thoughts/);
  });

  for (const name of ['answers-without-end', 'long-answers-without-end']) {
    it(`${name}: the first answer is heard, and the flood is its end`, async () => {
      const before = process.memoryUsage.rss();
      await using adapter = await startProcess(animal(name), IMPATIENT_AT_THE_END);
      assert.equal((await ask(adapter, 'a.test')).kind, 'failed');
      const answer = await ask(adapter, 'b.test');
      // It may be started anew and answer that one, too; that is all it is good for.
      assert.match(answer.kind === 'error' ? answer.code : answer.kind, /^(adapter-flood|failed)$/);
      const log = await lastWords(adapter);
      // Once a conversation, of which there were two at most.
      assert.ok((log.match(/a second time/g)?.length ?? 0) <= 2, log);
      assert.ok(log.length < 4_000, `${log.length} characters`);
      assert.ok(process.memoryUsage.rss() - before < 200e6);
    });
  }

  it('may write a few blank lines, and name a hundred targets', async () => {
    await using blank = await startProcess(animal('blank-lines'), IMPATIENT_AT_THE_END);
    assert.deepEqual(await ask(blank, 'a-few.test'), { kind: 'failed', message: 'after blank lines' });
    await using many = await startProcess(animal('many-targets'), IMPATIENT_AT_THE_END);
    const answer = await ask(many, 'enough.test');
    assert.equal(answer.kind === 'resolved' && answer.targets.length, 200);
  });

  it('holds nobody up when it does not read', async () => {
    await using adapter = await startProcess(animal('deaf'), IMPATIENT_AT_THE_END);
    const aborts = Array.from({ length: 1000 }, () => new AbortController());
    const long = `${'a'.repeat(5000)}.test`;
    // 5 MB: more than the pipe and our own buffer hold.
    const asked = aborts.map((abort) => ask(adapter, long, abort.signal));
    for (const abort of aborts) abort.abort(new Error('enough'));
    const settled = await Promise.allSettled(asked);
    assert.ok(settled.every((one) => one.status === 'rejected' && one.reason.message === 'enough'));
  });

  it('cannot be asked any more once it has closed its input', async () => {
    await using adapter = await startProcess(animal('closes-stdin'), IMPATIENT_AT_THE_END);
    assert.equal((await ask(adapter, 'a.test')).kind, 'resolved');
    const answer = await ask(adapter, 'b.test');
    assert.ok(answer.kind === 'error');
    assert.match(`${answer.code} ${answer.message}`, /^adapter-closed-pipe .*its standard input/);
  });

  it('may flood its stderr: the end of it is kept', async () => {
    const before = process.memoryUsage.rss();
    await using adapter = await startProcess(animal('floods-stderr'));
    assert.equal((await ask(adapter, 'a.test', undefined, 300_000)).kind, 'resolved');
    const log = await lastWords(adapter);
    assert.ok(log.endsWith('the end of the log\n'), log.slice(-100));
    // Of 1 GB.
    assert.ok(process.memoryUsage.rss() - before < 500e6);
  });

  it('cannot write to the terminal through us', async () => {
    await using adapter = await startProcess(animal('colourful'));
    assert.deepEqual(await ask(adapter, 'a.test'), { kind: 'failed', message: 'no route\\u{0}' });
    assert.equal(await lastWords(adapter), 'red  rest \\u{202e}txet\n');
  });
});

/** Patient with what works, impatient with what never ends. */
const IMPATIENT_AT_THE_END = { ...PATIENCE, grace: 50 };

describe('the end of an adapter', () => {
  it('comes by force when it ignores bye, the end of its input, and SIGTERM', async () => {
    await using witness = await startExitWatch();
    const adapter = await startProcess(animal('ignores-the-end', witness.env), IMPATIENT_AT_THE_END);
    await witness.met;
    await adapter[Symbol.asyncDispose]();
    await witness.gone;
  });

  it('is also the end of whatever it started', async () => {
    await using witness = await startExitWatch();
    const adapter = await startProcess(animal('leaves-a-child', witness.env));
    await ask(adapter, 'a.test');
    await witness.met;
    await adapter[Symbol.asyncDispose]();
    await witness.gone;
  });

  it('answers what is still asked with an error', async () => {
    const adapter = await startProcess(animal('honest'));
    const waiting = ask(adapter, 'silent.test');
    await ask(adapter, 'a.test');
    await adapter[Symbol.asyncDispose]();
    assert.deepEqual(kinds([await waiting, await ask(adapter, 'b.test')]), ['error', 'error']);
  });
});

/** What it wrote to stderr may arrive after its answers: all of it is there once it has ended. */
async function lastWords(adapter: Adapter): Promise<string> {
  await adapter[Symbol.asyncDispose]();
  return adapter.stderr();
}

const kinds = (answers: readonly { readonly kind: string }[]) => answers.map((answer) => answer.kind);

async function failure(starting: Promise<AsyncDisposable>): Promise<AdapterError> {
  try {
    await using _ = await starting;
  } catch (error) {
    assert.ok(error instanceof AdapterError);
    return error;
  }
  assert.fail('it started');
}
