/** One name, one meaning: no exported type name stands in two rooms, or twice in one. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { test } from 'node:test';

/** Names that are right in several places, each with the reason. */
const SHARED: Readonly<Record<string, string>> = {};

const HARNESS = import.meta.dirname;
const EXPORTED = /^export (?:declare |abstract )*(?:interface|type|class|enum) (\w+)/gm;

test('no exported type name stands in two places', () => {
  const places = new Map<string, string[]>();
  const files = readdirSync(HARNESS, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  for (const file of files.filter((one) => !one.split(sep).includes('zoo'))) {
    for (const [, name = ''] of readFileSync(join(HARNESS, file), 'utf8').matchAll(EXPORTED))
      places.set(name, [...(places.get(name) ?? []), file]);
  }
  assert.ok(places.size > 300);
  const shared = [...places]
    .filter(([, of]) => of.length > 1)
    .map(([name, of]) => `${name}: ${of.join(', ')}`);
  const listed = Object.keys(SHARED);
  assert.deepEqual(
    shared.filter((text) => !listed.some((name) => text.startsWith(`${name}:`))),
    [],
  );
  assert.deepEqual(
    listed.filter((name) => (places.get(name)?.length ?? 0) < 2),
    [],
    'no reason is needed for what stands in one place',
  );
});
