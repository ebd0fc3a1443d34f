/**
 * `npm test`: type check, lint, unit tests, and the tests that need the sandbox, in that order.
 *
 * `npm test -- world/dns` runs only the test files whose path contains one of the words, without check and lint.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { missingPackages } from './sandbox/typescript.mjs';

const missing = missingPackages();
if (missing !== undefined) {
  process.stderr.write(missing);
  process.exit(2);
}

const ROOT = join(import.meta.dirname, '..');
// A test that hangs must not hold up everything: its name is told after five minutes.
const NODE_TEST = [
  '--import',
  import.meta.resolve('tsx'),
  '--test',
  '--test-timeout=300000',
  ...reporter('spec', 'stdout'),
];
const FAILURES = mkdtempSync(join(tmpdir(), 'signpost-test-'));
process.once('exit', () => rmSync(FAILURES, { recursive: true }));
/** @type {NodeJS.Signals[]} */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

const words = process.argv.slice(2);
const files = testFiles(ROOT).filter(
  (file) => words.length === 0 || words.some((word) => file.includes(word)),
);
const inWorld = files.filter((file) => file.endsWith('.world.test.ts'));
const outside = files.filter((file) => !inWorld.includes(file));

/**
 * `name`: said of a check that failed, without the count of its files.
 * @type {{ name: string, title?: string, command: string[] }[]}
 */
const checks = [];
if (words.length === 0) {
  checks.push({ name: 'type check', command: ['node_modules/typescript/bin/tsc', '--noEmit'] });
  checks.push({ name: 'lint and format', command: ['node_modules/@biomejs/biome/bin/biome', 'check', '.'] });
}
if (outside.length > 0) {
  const command = [...NODE_TEST, ...failuresTo('unit'), '--test-concurrency=2', ...outside];
  checks.push({ name: 'unit tests', title: `unit tests, ${counted(outside)}`, command });
}
if (inWorld.length > 0) {
  const name = 'tests in a sandbox';
  const title = `${name} set up for them (own namespaces, addresses, DNS and certificates), ${counted(inWorld)}`;
  // One after another: they bind the same addresses.
  const test = [process.execPath, ...NODE_TEST, ...failuresTo('world'), '--test-concurrency=1', ...inWorld];
  checks.push({ name, title, command: ['harness/signpost.mjs', 'sandbox', '--', ...test] });
}
if (checks.length === 0) {
  process.stderr.write(`no test file has ${words.join(' or ')} in its path\n`);
  process.exitCode = 64;
}

const failed = [];
for (const { name, title = name, command } of checks) {
  process.stdout.write(`\n▶ ${title}\n`);
  const code = await run(command);
  if (code !== 0) failed.push(name);
}
if (failed.length > 0) {
  // Once more, where nobody has to search for it.
  const told = readdirSync(FAILURES).map((name) => readFileSync(join(FAILURES, name), 'utf8'));
  process.stdout.write(`\n${told.join('')}\n✗ failed: ${failed.join('; ')}\n`);
  process.exitCode = 1;
} else if (checks.length > 0) {
  process.stdout.write('\n✓ all passed\n');
}

/**
 * Node 20 takes no globs after `--test`.
 * @param {string} folder
 * @returns {string[]}
 */
function testFiles(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules' && !name.startsWith('.'))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return testFiles(path);
      return entry.name.endsWith('.test.ts') ? [relative(ROOT, path)] : [];
    })
    .sort();
}

/**
 * @param {string} name
 * @param {string} destination
 */
function reporter(name, destination) {
  return [`--test-reporter=${name}`, `--test-reporter-destination=${destination}`];
}

/** @param {string} part */
function failuresTo(part) {
  return reporter(join(import.meta.dirname, 'failures-reporter.mjs'), join(FAILURES, part));
}

/** @param {string[]} list */
function counted(list) {
  return list.length === 1 ? '1 file' : `${list.length} files`;
}

/**
 * @param {string[]} command
 * @returns {Promise<number>}
 */
function run(command) {
  // A test runner inside a test runner would report to the outer one.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, command, { cwd: ROOT, stdio: 'inherit', env });
    // Whoever ends the tests ends all of them, and what they wrote.
    const end = (/** @type {NodeJS.Signals} */ signal) => {
      child.kill(signal);
      process.exit(128 + constants.signals[signal]);
    };
    for (const signal of SIGNALS) process.once(signal, end);
    child.once('error', reject);
    child.once('close', (code) => {
      for (const signal of SIGNALS) process.off(signal, end);
      resolve(code ?? 1);
    });
  });
}
