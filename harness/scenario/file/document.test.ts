import assert from 'node:assert/strict';
import { test } from 'node:test';
import { locate, parseDocument } from './document.ts';

const problems = (text: string) =>
  parseDocument({ file: 'f.json', text }).problems.map(({ message }) => message);

const BROKEN: readonly [what: string, text: string, message: string][] = [
  ['empty', '', 'f.json:1:1: a value is expected here'],
  ['a comment', '{\n  // why\n  "a": 1 }', 'f.json:2:3: JSON has no comments; write it in "note"'],
  ['a trailing comma', '{\n  "a": 1,\n}', 'f.json:3:1: a key in double quotes is expected here'],
  ['a missing comma', '{ "a": 1\n  "b": 2 }', 'f.json:2:3: a comma is expected here'],
  ['single quotes', "{ 'a': 1 }", 'f.json:1:3: this is not JSON'],
  ['an open string', '{ "a": "x }', 'f.json:1:8: a string ends without its closing quote'],
  ['a bad escape', '{ "a": "\\x" }', 'f.json:1:8: JSON does not know this escape'],
  ['something after the end', '{} x', 'f.json:1:4: this is not JSON'],
  ['an open object', '{ "a": 1', 'f.json:1:9: a closing } is expected here'],
  [
    'a duplicate key',
    '{ "a": 1,\n  "b": { "c": 1, "c": 2 } }',
    'f.json:2:18: the key "c" is here twice; JSON readers differ in which of the two counts: keep one',
  ],
];

for (const [what, text, message] of BROKEN) {
  test(`${what} is an error with its position`, () => assert.equal(problems(text)[0], message));
}

test('all errors of a file are collected', () => {
  assert.deepEqual(
    problems('{ "a": 1, "a": 2, "b": { "c": 1,\n"c": 2 } }').map((message) => message.split(' ')[0]),
    ['f.json:1:11:', 'f.json:2:1:'],
  );
});

for (const depth of [500, 200_000]) {
  test(`brackets nested ${depth} deep are refused without a crash`, () => {
    const text = `${'['.repeat(depth)}${']'.repeat(depth)}`;
    assert.deepEqual(problems(text), ['f.json:1:1: brackets are nested too deeply to be read']);
  });
}

test('"__proto__" cannot hide a key from the schema', () => {
  assert.match(problems('{ "__proto__": { "title": "x" } }')[0] ?? '', /^f\.json:1:3: the key "__proto__"/);
});

test('values are read as JSON reads them', () => {
  const text = '{ "a": [1, -2.5e3, true, null, "é\\u00e9"], "": {} }';
  assert.deepEqual(parseDocument({ file: 'f', text }).value, JSON.parse(text));
});

const TEXT = `{
  "hosts": { "origin": { "443": { "cert": "@" } } },
  "vary": [
    { "id": "a" },
    { "id": "b", "hosts": { "origin": { "443": { "cert": "fed" } } } }
  ]
}`;

const PLACES: readonly [
  path: (string | number)[],
  at: 'key' | 'value',
  variant: number | undefined,
  place: string,
][] = [
  [['hosts', 'origin', '443', 'cert'], 'value', undefined, '2:43'],
  [['hosts', 'origin', '443', 'cert'], 'key', undefined, '2:35'],
  [['hosts', 'origin', '443', 'cert'], 'value', 0, '2:43'],
  [['hosts', 'origin', '443', 'cert'], 'value', 1, '5:58'],
  [['hosts', 'origin', '443', 'fault'], 'value', 1, '5:48'],
  [['hosts', 'origin', '443', 'fault'], 'value', 0, '2:33'],
  [['hosts', 'other'], 'value', undefined, '2:12'],
  [['expect', 'connect'], 'value', undefined, '1:1'],
  [['expect', 'connect'], 'value', 1, '5:5'],
];

for (const [path, at, variant, place] of PLACES) {
  test(`${path.join('.')} (${at}) of ${variant === undefined ? 'the file' : `variant ${variant}`} is at ${place}`, () => {
    const source = { file: 'f', text: TEXT, ...(variant !== undefined && { variant: ['vary', variant] }) };
    const { line, column } = locate(source, path, at);
    assert.equal(`${line}:${column}`, place);
  });
}
