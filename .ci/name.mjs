#!/usr/bin/env node
// The name under which Signpost is published stands in package.json. `--write` brings everything else that says it in line after an edit
// there: package-lock.json, which still has the old one, and the pages. Without it, whatever is not in line is told.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const LOCK = 'package-lock.json';
const read = (/** @type {string} */ file) => readFileSync(join(ROOT, file), 'utf8');
const nameIn = (/** @type {string} */ file) => /** @type {string} */ (JSON.parse(read(file)).name);

/** Pages that users read, from the root. */
export function pages() {
  const below = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' });
  const above = readdirSync(ROOT);
  return [...above, ...below.map((file) => join('docs', file))].filter((file) => file.endsWith('.md'));
}

/** Files that say another name, with what they should say. */
export function outOfLine() {
  const [name, before] = [nameIn('package.json'), nameIn(LOCK)];
  if (name === before) return [];
  return [LOCK, ...pages()].flatMap((file) => {
    const text = read(file);
    const inLine = text.replaceAll(before, name);
    return inLine === text ? [] : [{ file, text: inLine }];
  });
}

if (process.argv[1] === import.meta.filename) {
  const write = process.argv.includes('--write');
  for (const { file, text } of outOfLine()) {
    if (write) writeFileSync(join(ROOT, file), text);
    else process.exitCode = 1;
    console.log(`${file}: ${write ? 'in line' : 'says another name'}`);
  }
}
