import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { keysOf } from '../base/index.ts';
import { CIPHERS, FAULTS, FLAWS, KEY_TYPES, NEEDS, RCODES, SPEC_LEVELS, STEPS } from '../model/index.ts';
import { publishedSchema } from './file/json-schema.ts';
import { NOT_YET } from './file/not-yet.ts';
import { lintCase } from './lint/lint.ts';
import { lintFiles } from './lint/lint-file.ts';
import { scenario, scratchLibrary } from './testing/scratch-library.ts';

const page = readFileSync(new URL('../../docs/write-a-scenario.md', import.meta.url), 'utf8');
const examples = [...page.matchAll(/```json\n(.*?)```/gs)].map(([, text = '']) => text);

test('the page has examples', () => assert.ok(examples.length >= 4));

for (const [index, text] of examples.entries()) {
  test(`example ${index + 1} of the page loads and has nothing for the lint`, () => {
    const controls = { 'control/fallback.json': scenario(), 'srv/fed.json': scenario() };
    using library = scratchLibrary({ 'srv/my-case.json': text, ...controls });
    const { cases, problems } = library.load('srv/my-case');
    assert.deepEqual(
      [...problems, ...cases.flatMap(lintCase), ...lintFiles(cases)].map(({ message }) => message),
      [],
    );
    assert.ok(cases.length > 0);
  });
}

const [, notYet = ''] = /### Not supported yet\n(.*?)\n## /s.exec(page) ?? [];

test('the page lists exactly what is not supported yet', () => {
  const listed = new Set([...notYet.matchAll(/`([^`]+)`/g)].map(([, word]) => word));
  const refused = new Set(NOT_YET.flatMap(({ at, values }) => (values ?? at.slice(-1)).map(String)));
  assert.deepEqual([...listed].filter((word) => word !== 'needs').sort(), [...refused].sort());
});

function* keysIn(schema: unknown): Generator<string> {
  if (typeof schema !== 'object' || schema === null) return;
  for (const [key, each] of Object.entries(schema)) {
    if (key === 'properties') yield* Object.keys(each);
    yield* keysIn(each);
  }
}

test('the page names every key of the format', () => {
  const words = new Set(page.match(/[$\w.-]+/g));
  assert.deepEqual(
    [...new Set(keysIn(JSON.parse(publishedSchema())))].filter((key) => !words.has(key)),
    [],
  );
});

/** The first column of a table of the page, and the first sentence of the second. */
function tableOf(head: string): Readonly<Record<string, string>> {
  const [, body = ''] = page.split(`| ${head} | |\n|---|---|\n`);
  const [rows = ''] = body.split('\n\n');
  return Object.fromEntries(
    [...rows.matchAll(/^\| `(.+?)` \| (.*) \|$/gm)].map(([, word = '', text = '']) => [
      word,
      text.replace(/\. .*/, ''),
    ]),
  );
}

const summaries = (table: Readonly<Record<string, { readonly summary: string }>>) =>
  Object.fromEntries(Object.entries(table).map(([word, { summary }]) => [word, summary]));

test('the page tells what each need, fault, flaw, key and cipher is, in the words of their tables', () => {
  const tables: readonly [head: string, words: Readonly<Record<string, string>>][] = [
    ['need', NEEDS],
    ['`fault`', summaries(FAULTS)],
    ['flaw', summaries(FLAWS)],
    ['`key` of a certificate', summaries(KEY_TYPES)],
    ['cipher', summaries(CIPHERS)],
  ];
  for (const [head, words] of tables) {
    const rows = tableOf(head);
    const owed = Object.keys(words).filter((word) => rows[word] !== words[word]);
    const tooMany = Object.keys(rows).filter((word) => !Object.hasOwn(words, word));
    assert.deepEqual(
      [owed, tooMany],
      [[], []],
      [
        `the table "${head}" of docs/write-a-scenario.md is not in step with harness/model`,
        ...owed.map((word) => `write this row there: | \`${word}\` | ${words[word]} |`),
        ...tooMany.map((word) => `remove the row of \`${word}\``),
      ].join('\n'),
    );
  }
});

test('the page lists the members of each closed set', () => {
  const listed = (key: string) => {
    const [row = ''] = page.match(new RegExp(`^\\| \`${key}\` \\|.*$`, 'm')) ?? [];
    return [...row.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word).slice(1);
  };
  assert.deepEqual(listed('step'), STEPS);
  assert.deepEqual(listed('rcode'), keysOf(RCODES));
  assert.deepEqual(new Set(listed('level')), new Set([...keysOf(SPEC_LEVELS), 'record']));
});
