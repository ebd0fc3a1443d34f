/** What is printed to be typed goes through `ownCommand`, so that it begins as the user began. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { VERBS } from './commands/verbs.mjs';

const HARNESS = import.meta.dirname;
/** Pages that are kept and the same for everybody, and names of formats. */
const NOT_TYPED_HERE = ['report/coverage-page.ts'];

test('no message names a command in any other way', () => {
  const verbs = VERBS.map(({ name }) => name).join('|');
  const command = new RegExp(`(?:npx )?(?<![\\w/.])signpost (?:${verbs})\\b(?!:)`, 'g');
  const files = readdirSync(HARNESS, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.(ts|mjs)$/.test(file) && !/\.test\.ts$|(^|\/)testing\//.test(file),
  );
  const wrong = files
    .filter((file) => !NOT_TYPED_HERE.includes(file))
    .flatMap((file) => {
      const text = readFileSync(path.join(HARNESS, file), 'utf8');
      return [...withoutComments(text).matchAll(command)].map(([found]) => `harness/${file}: ${found}`);
    });
  assert.ok(files.length > 400);
  assert.deepEqual(wrong, [], 'say it through ownCommand, or give the text to asCalled');
});

/** Nor examples that go through `asCalled`. */
function withoutComments(text: string): string {
  const given = [...text.matchAll(/asCalled\((\w+)\)/g)].map(([, name = '']) => name);
  const templates = given.map((name) => new RegExp(`const ${name} = \`[^\`]*(?:\\\\\`[^\`]*)*\`;`));
  const rest = templates.reduce((left, template) => left.replace(template, ''), text);
  return rest.replace(/^\s*\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
}
