#!/usr/bin/env node
// The licence of every package in package-lock.json, as docs/licences.md has it: `--write` brings the page up to date.
// harness/dependencies.test.ts holds the page against what is installed.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtFiles } from '../harness/built-files.mjs';

const ROOT = join(import.meta.dirname, '..');
export const PAGE = 'docs/licences.md';

/** Each asks for no more than that its text goes along. Anything else, and what is not known, needs a reason below. */
const PERMISSIVE = new Set(['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT']);

/** By package: why a licence that is not one of these is in order. */
/** @type {Readonly<Record<string, string>>} */
const REASONS = {};

/**
 * @typedef {{ name: string, licence: string, use: 'published with it' | 'development' }} Row
 * @returns {Promise<Row[]>}
 */
export async function lockedPackages() {
  const published = (await builtFiles()).packages;
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  /** @type {Map<string, Row>} */
  const rows = new Map();
  for (const [path, { license }] of Object.entries(packages)) {
    if (path === '') continue;
    const own = path.replace(/^.*node_modules\//, '');
    const name = shownName(own);
    const row = {
      name,
      licence: license ?? 'unknown',
      use: published.includes(own) ? 'published with it' : 'development',
    };
    // The same package may be there twice, in two versions with two licences.
    rows.set(JSON.stringify(row), /** @type {Row} */ (row));
  }
  return [...rows.values()].sort((a, b) =>
    a.name < b.name ? -1 : a.name > b.name ? 1 : a.licence < b.licence ? -1 : 1,
  );
}

/** Builds of one program for one machine each: which of them is installed depends on the machine. */
const BUILDS = /^(@esbuild\/|@biomejs\/cli-|@typescript\/typescript-)[\w-]+$/;

/** @param {string} name */
export const shownName = (name) => name.replace(BUILDS, '$1*');

/** @param {string} licence  an SPDX expression: of several joined with OR one may be chosen, those joined with AND all hold */
export function isPermissive(licence) {
  const plain = licence.replace(/^\((.*)\)$/, '$1');
  if (/[()]/.test(plain)) return false;
  return plain.split(' OR ').some((choice) => choice.split(' AND ').every((one) => PERMISSIVE.has(one)));
}

/** @param {readonly Row[]} rows */
export const unexplained = (rows) =>
  rows.filter(({ name, licence }) => !isPermissive(licence) && !Object.hasOwn(REASONS, name));

/** @param {readonly Row[]} rows */
export function page(rows) {
  const lines = rows.map(
    ({ name, licence, use }) => `| \`${name}\` | ${licence} | ${use} | ${REASONS[name] ?? ''} |`,
  );
  return `# Licences

Signpost is under Apache-2.0. These are the packages in \`package-lock.json\`, with the licences that they name themselves.
What is published has the code of some in it, and in \`dist/third-party-licences.txt\` the texts of their licences. This page is
written by \`.ci/licences.mjs --write\`; a test holds it against what is installed. A licence that asks for more than that its
text goes along, or that is not known, needs a reason.

| package | licence | what for | reason |
|---|---|---|---|
${lines.join('\n')}
`;
}

if (process.argv[1] === import.meta.filename && process.argv.includes('--write'))
  writeFileSync(join(ROOT, PAGE), page(await lockedPackages()));
