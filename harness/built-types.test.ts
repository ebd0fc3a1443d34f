import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Schema, typesOf } from './built-types.mjs';

const ROOT = join(import.meta.dirname, '..');

const TABLE: readonly (readonly [schema: Schema, type: string])[] = [
  [{ type: 'string' }, 'string'],
  [{ type: 'integer' }, 'number'],
  [{ type: ['string', 'null'] }, 'string | null'],
  [{ const: 'x' }, '"x"'],
  [{ enum: ['a', 1] }, '"a" | 1'],
  [{ $ref: '#/$defs/thing' }, 'Thing'],
  [{ anyOf: [{ type: 'string' }, { type: 'string' }] }, 'string'],
  [{ type: 'array', items: { enum: ['a', 'b'] } }, 'readonly ("a" | "b")[]'],
  [{ type: 'array', prefixItems: [{ type: 'string' }, { type: 'number' }] }, 'readonly [string, number]'],
  [{ type: 'object', additionalProperties: { type: 'number' } }, '{ readonly [name: string]: number }'],
  [
    { type: 'object', properties: { 'a-b': { type: 'string' }, c: { type: 'null' } }, required: ['c'] },
    '{\n  readonly "a-b"?: string;\n  readonly c: null;\n}',
  ],
  [{}, 'unknown'],
];

for (const [schema, type] of TABLE)
  test(`${JSON.stringify(schema)} is ${type}`, () => {
    assert.ok(typesOf(schema).endsWith(`export type Line = ${type};\n`), typesOf(schema));
  });

test('the published schema becomes types that tell lines apart', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'signpost-types-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const schema = JSON.parse(readFileSync(join(ROOT, 'reports/record.schema.json'), 'utf8'));
  writeFileSync(join(folder, 'record.d.ts'), typesOf(schema));
  writeFileSync(
    join(folder, 'use.ts'),
    `import type { Line } from './record.d.ts';
export const failed = (line: Line): string | undefined =>
  line.type === 'verdict' && line.status === 'fail' ? line.id : undefined;
// @ts-expect-error: there is no such line
export const none = (line: Line): boolean => line.type === 'nothing';
`,
  );
  const words = ['--noEmit', '--strict', '--allowImportingTsExtensions', '--ignoreConfig', 'use.ts'];
  execFileSync(join(ROOT, 'node_modules/.bin/tsc'), words, { cwd: folder });
});
