import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { loadCases } from '../load.ts';
import { publishedSchema } from './json-schema.ts';

const root = new URL('../../../', import.meta.url);

test('scenarios/scenario.schema.json is in step with the loader', () => {
  const published = readFileSync(new URL('scenarios/scenario.schema.json', root), 'utf8');
  assert.equal(
    published,
    publishedSchema(),
    'run: node --import tsx harness/scenario/file/write-json-schema.ts',
  );
});

type Schema = { readonly [key: string]: unknown };

function* propertiesIn(value: unknown, path: string): Generator<readonly [string, Schema]> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, each] of Object.entries(value)) {
    if (key === 'properties') {
      for (const [name, property] of Object.entries(each)) yield [`${path}/${name}`, property as Schema];
    }
    yield* propertiesIn(each, `${path}/${key}`);
  }
}

test('every key has a description, so that editors can show it', () => {
  const properties = [...propertiesIn(JSON.parse(publishedSchema()), '#')];
  assert.ok(properties.length > 100);
  assert.deepEqual(
    properties.filter(([, { description }]) => typeof description !== 'string').map(([path]) => path),
    [],
  );
});

// zod reads neither `required` without `properties` nor closed objects beside `anyOf`: that part is looked at by itself.
const { anyOf, ...rest } = JSON.parse(publishedSchema());
const schema = z.fromJSONSchema(rest);

test('an expectation is required where no variant brings one', () => {
  assert.deepEqual(anyOf, [{ required: ['expect'] }, { required: ['rounds'] }, { required: ['vary'] }]);
});

test('the published schema takes every scenario of the library that the loader takes', () => {
  const { cases } = loadCases({ root: fileURLToPath(root) });
  const texts = new Map(cases.map(({ source }) => [source.file, source.text]));
  assert.ok(texts.size > 1);
  for (const [file, text] of texts) {
    const result = schema.safeParse(JSON.parse(text));
    assert.ok(result.success, `${file}: ${result.error?.message}`);
  }
});

const sound = { title: 'x', clauses: ['S6-a'], expect: { refuse: true } };
const REFUSED: readonly [what: string, file: unknown][] = [
  ['an unknown key', { ...sound, host: {} }],
  ['an unknown key of a variant', { ...sound, vary: [{ id: 'a', host: {} }] }],
  ['a variant without id', { ...sound, vary: [{ title: 'y' }] }],
  ['no virtual host', { ...sound, hosts: { h: { '443': { cert: '@', vhosts: {} } } } }],
  [
    'a virtual host with a certificate',
    { ...sound, hosts: { h: { '443': { cert: '@', vhosts: { fed: { cert: '@' } } } } } },
  ],
  ['no title', { clauses: ['S6-a'], expect: { refuse: true } }],
  [
    'an unknown key deep in a variant',
    { ...sound, vary: [{ id: 'a', hosts: { origin: { '443': { crt: '@' } } } }] },
  ],
];

for (const [what, file] of REFUSED) {
  test(`the published schema refuses ${what}`, () => assert.equal(schema.safeParse(file).success, false));
}

test('in a variant every key may be null', () => {
  const variant = {
    id: 'a',
    dns: { x: null, y: { A: null } },
    hosts: {
      h: { '443': { cert: null, routes: { '/': null }, vhosts: { fed: null, '@': { routes: null } } } },
    },
  };
  const result = schema.safeParse({ ...sound, vary: [variant] });
  assert.ok(result.success, result.error?.message);
});
