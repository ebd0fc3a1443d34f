import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { type Case, caseOfRound, type SpecLevel } from '../model/index.ts';
import { loadCases } from '../scenario/index.ts';
import { clause, clauses } from './clause.ts';
import { decisionOn } from './decision.ts';
import { consultOracle } from './server-discovery/oracle.ts';

const root = new URL('../../', import.meta.url);
const folder = new URL('docs/decisions/', root);
const pages = readdirSync(folder).filter((name) => name !== 'README.md');
const textOf = (page: string) => readFileSync(new URL(page, folder), 'utf8');
const { cases } = loadCases({ root: root.pathname });
const decided = clauses.filter(({ id }) => decisionOn(id) !== undefined);

test('every open question about resolving has a page, and every clause of the table exists', () => {
  const without = clauses
    .filter(({ level, testable }) => level === 'ambiguous' && testable === 'yes')
    .filter(({ id }) => decisionOn(id) === undefined);
  assert.deepEqual(
    without.map(({ id }) => id),
    [],
    'give them a page in fixtures/spec/decisions.json',
  );
  const table: Record<string, string[]> = JSON.parse(
    readFileSync(new URL('fixtures/spec/decisions.json', root), 'utf8'),
  );
  const ids = Object.values(table).flat();
  for (const id of ids) assert.equal(clause(id).id, id);
  assert.equal(new Set(ids).size, ids.length, 'a clause is on one page');
});

test('a page names its clauses, and has a link to the text and cases that show it', () => {
  for (const { id } of decided) {
    const page = decisionOn(id) ?? '';
    const text = readFileSync(new URL(page, root), 'utf8');
    assert.match(text, new RegExp(`\\b${id}\\b`), `${page} says nothing of ${id}`);
    assert.match(text, /\]\(https:\/\/spec\.matrix\.org\/v1\.\d+\/.*#/, `${page} has no link to the text`);
    assert.ok(casesOf(text).length > 0, `${page} names no case`);
    assert.ok(text.split('\n').length <= 45, `${page} is no short page any more`);
  }
});

test('the clauses and the cases that pages name exist, and the index has every page', () => {
  const ids = cases.flatMap(({ id }) => [id, id.split('#', 1)[0] ?? id]);
  const families = new Set(cases.map(({ family }) => family));
  const index = textOf('README.md');
  for (const page of pages) {
    const text = textOf(page);
    assert.ok(index.includes(`(${page})`), `docs/decisions/README.md does not list ${page}`);
    for (const glob of casesOf(text)) {
      if (!families.has(glob.split('/', 1)[0] ?? '') && !glob.startsWith('*')) continue;
      const pattern = new RegExp(`^${glob.replaceAll('*', '.*')}$`);
      assert.ok(
        ids.some((id) => pattern.test(id)),
        `${page} speaks of ${glob}, and no case is called that`,
      );
    }
    for (const [id] of text.matchAll(/\b(?:AMB|G|R|C|V|N|T|A|D|S\d+)-(?:\d+|[a-z])\b/g))
      assert.equal(clause(id).id, id, page);
  }
});

/** What stands in backquotes and looks like a case: `srv/fed`, `srv/error-*`. */
function casesOf(text: string): string[] {
  return [...text.matchAll(/`([a-z0-9*-]+\/[a-z0-9*-]+(?:#[a-z0-9*-]+)?)`/g)].map(([, id = '']) => id);
}

const FULL: ReadonlySet<SpecLevel> = new Set(['MUST', 'implied']);

/** Rules that no sentence of the specification makes: order and fail-over of SRV targets, and what RFCs say of certificates. */
const OF_AN_RFC = ['V-6', 'V-7', 'V-8', 'V-13', 'T-8', 'T-9', 'T-16', 'T-17'];

test('a rule that only an RFC makes has no full weight of its own', () => {
  for (const id of OF_AN_RFC) assert.ok(!FULL.has(clause(id).level), id);
  for (const { id, level } of clauses.filter((each) => each.level === 'ext')) assert.ok(!FULL.has(level), id);
});

test('where a case rests on a rule of an RFC, a request elsewhere does not weigh as a MUST', () => {
  const resting = cases
    .flatMap(questions)
    .filter((c) => isScored(c) && c.clauses.some((id) => OF_AN_RFC.includes(id)));
  assert.ok(resting.length > 10);
  for (const c of resting) {
    const { to, cert } = consultOracle(c).clauses;
    // A certificate that is not for the name at all is the text's own matter, whatever else is cited.
    if (c.expect.refuse && to === cert && !OF_AN_RFC.includes(to)) continue;
    assert.ok(!FULL.has(clause(to).level), `${c.id} rests on ${to} (${clause(to).level})`);
  }
});

const questions = (c: Case): Case[] => c.rounds?.map((_, index) => caseOfRound(c, index)) ?? [c];

function isScored({ level }: Case): boolean {
  return level === undefined || FULL.has(level as SpecLevel);
}
