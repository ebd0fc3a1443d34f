import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { type AnswerLine, readAnswer, readHello, readOk } from './answer.ts';
import { manifestSchemas } from './implementation.ts';

const read = (path: string) => readFileSync(new URL(`../../docs/${path}`, import.meta.url), 'utf8');
const tutorial = read('write-an-adapter.md');
const example = read('examples/resolver.py');

const blocks = (language: string) =>
  [...tutorial.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(
    (found) => found[1] ?? '',
  );
const section = (title: string) =>
  tutorial.split(/^### /m).find((part) => part.startsWith(`${title}\n`)) ?? '';
const messages = (text: string, arrow: string) =>
  [...text.matchAll(new RegExp(`^${arrow} (.*)$`, 'gm'))].map(
    (found) => JSON.parse(found[1] ?? '') as AnswerLine,
  );

describe('docs/write-an-adapter.md', () => {
  it('shows replies that we read', () => {
    assert.deepEqual(readHello(messages(section('hello'), '←')[0] ?? { id: 0 }), {
      name: 'naive.py',
      version: '1',
      can: ['claim', 'connect'],
      parallel: 16,
    });
    const kinds = messages(section('resolve'), '←').map((reply) => readAnswer(reply).kind);
    assert.deepEqual(kinds, ['resolved', 'failed', 'skip', 'error']);
    for (const command of ['reset', 'advance']) {
      for (const reply of messages(section(command), '←')) readOk(reply, command);
    }
  });

  it('answers each message under its own id', () => {
    for (const part of tutorial.split(/^### /m)) {
      const ids = new Set([...messages(part, '→'), ...messages(part, '←')].map(({ id }) => id));
      assert.ok(ids.size <= 1, part);
    }
  });

  it('quotes the example as it is', () => {
    const quoted = blocks('python');
    assert.equal(quoted.length, 2);
    for (const code of quoted) assert.ok(example.includes(code), code);
  });

  it('shows an implementation.json that we read', () => {
    const [text = ''] = blocks('json');
    assert.equal(manifestSchemas.process.parse(JSON.parse(text)).name, 'my-resolver');
  });
});

describe('docs/examples/resolver.py', () => {
  it('has 30 lines', () => assert.equal(example.trimEnd().split('\n').length, 30));
});
