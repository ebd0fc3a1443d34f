/**
 * No `using` in a loop that goes on after its error was caught. esbuild 0.28, which makes our TypeScript run, keeps that
 * error in a variable of the whole function: every later round throws it again, however well it went.
 *
 * Blocks are told by their indentation, which the formatter sees to.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const HARNESS = import.meta.dirname;

test('no loop goes on after the error of a `using` in it', () => {
  const files = readdirSync(HARNESS, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.(ts|mjs)$/.test(file) && !file.endsWith('using.test.ts'),
  );
  const texts = files.map((file) => [file, readFileSync(join(HARNESS, file), 'utf8')] as const);
  assert.ok(texts.filter(([, text]) => text.split('\n').some(isUsing)).length > 50);
  const wrong = texts.flatMap(([file, text]) => badLines(text).map((line) => `harness/${file}:${line}`));
  assert.deepEqual(wrong, [], 'move what the loop does into a function of its own');
});

/** Whether it is refused, and lines around `using x = y();`, each a block in the one before. */
const EXAMPLES: readonly [refused: boolean, ...blocks: readonly string[]][] = [
  [true, 'for (;;) {', 'try {'],
  [true, 'for await (const a of b) {', 'try {', 'if (a) {'],
  [true, 'for (const a of f(\n  b,\n)) {', 'try {', '} else {'],
  [true, 'rounds: while (a) {', 'try {', 'for (const b of c) {'],
  [true, 'do {', 'try {', '{'],
  // What a switch chooses between is no function.
  [true, 'for (const a of b) {', 'switch (k) {', 'case 1: {', 'try {'],
  [true, 'for (const a of b) {', 'try {', 'switch (k) {', 'case 1: {'],
  [true, 'for (const a of b) {', 'try {', 'switch (k) {', "case 'a:b': {"],
  [true, 'while (a) {', 'try {', 'switch (k) {', 'default: {'],
  // Nor is a labelled block.
  [true, 'while (a) {', 'try {', 'found: {'],
  // It is caught outside of the loop, or not at all.
  [false, 'try {', 'for (;;) {'],
  [false, 'for (;;) {', 'if (a) {'],
  // It is thrown by what catches.
  [false, 'for (;;) {', '} catch (error) {'],
  // A function has variables of its own in each call.
  [false, 'for (;;) {', 'try {', 'await run(async () => {'],
  [false, 'for (;;) {', 'try {', 'const run = async (\n  a: string,\n): Promise<void> => {'],
  [false, 'for (;;) {', 'try {', 'const it = {', 'run() {'],
];

test('such loops are found, and no others', () => {
  for (const [refused, ...blocks] of EXAMPLES) {
    const text = inside(['async function f() {', ...blocks], ['await using x = y();']).join('\n');
    assert.equal(badLines(text).length, refused ? 1 : 0, text);
    assert.deepEqual(badLines(text.replaceAll(/catch \(error\)/g, 'finally')), []);
  }
  const head = 'async function f() {\n  for (;;) {\n';
  assert.deepEqual(badLines(`${head}    try {\n      using x = y();\n    } finally {\n    }\n  }\n}`), []);
  assert.deepEqual(badLines(`${head}    using x = y();\n    try {\n      z();\n    } catch {}\n  }\n}`), []);
  const twin = '    try {\n      for (using x of y) {\n      }\n    } catch {}\n  }\n}';
  assert.deepEqual(badLines(`${head}${twin}`), [4]);
});

function inside([block, ...blocks]: readonly string[], middle: readonly string[]): readonly string[] {
  if (block === undefined) return middle;
  const end = block === 'try {' ? '} catch (error) {\n}' : block === 'do {' ? '} while (a);' : '}';
  const lines = [...block.split('\n'), ...inside(blocks, middle).map((line) => `  ${line}`)];
  return [...lines, ...end.split('\n')];
}

const isUsing = (line: string) =>
  /^\s*(await )?using \w+( =|:)|^\s*for (await )?\((await )?using /.test(line);
const isLoop = (line: string) => /^\s*(\w+: )?(for|while|do)\b/.test(line);
const isTry = (line: string) => /^\s*try \{$/.test(line);
const isOther = (line: string) =>
  /^\s*((\} )?(if|else|switch|catch|finally)\b|(case\b.*|\w+): \{$|\{)/.test(line);
const depth = (line = '') => line.search(/\S|$/);

/** Lines, from 1, of each `using` that may throw again what a round before it threw. */
function badLines(text: string): number[] {
  const lines = text.split('\n');
  return lines.flatMap((line, at) => (isUsing(line) && mayThrowAgain(lines, at) ? [at + 1] : []));
}

/** Whether something around it catches, and a loop is around that, in the same function. */
function mayThrowAgain(lines: readonly string[], from: number): boolean {
  let caught = false;
  for (let at = blockAround(lines, from); at >= 0; at = blockAround(lines, at)) {
    const line = lines[at] ?? '';
    if (isTry(line) && catches(lines, at)) caught = true;
    if (caught && isLoop(line)) return true;
    if (!isTry(line) && !isLoop(line) && !isOther(line)) return false;
  }
  return false;
}

/** Where the statement begins whose block a line is in; below 0: in none. */
function blockAround(lines: readonly string[], of: number): number {
  let at = lines.findLastIndex(
    (line, index) => index < of && line.endsWith('{') && depth(line) < depth(lines[of]),
  );
  while (/^\s*[)\]]/.test(lines[at] ?? '')) at = lines.findLastIndex(sameDepthBefore(lines, at));
  return at;
}

const sameDepthBefore = (lines: readonly string[], at: number) => (line: string, index: number) =>
  index < at && line !== '' && depth(line) === depth(lines[at]);

function catches(lines: readonly string[], at: number): boolean {
  const end = lines.find(
    (line, index) => index > at && depth(line) === depth(lines[at]) && line.trim().startsWith('}'),
  );
  return end?.includes('catch') ?? false;
}
