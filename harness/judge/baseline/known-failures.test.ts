/** The known failures of real implementations: their reasons agree with the clauses, and their notes with their reasons. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { keysOf } from '../../base/index.ts';
import { SPEC_LEVELS } from '../../model/index.ts';
import { clauses } from '../../oracle/index.ts';
import { strength } from '../level.ts';

const FOLDER = new URL('../../../fixtures/implementations/', import.meta.url);
const NAMES = readdirSync(FOLDER).filter((name) => existsSync(new URL(`${name}/baseline.txt`, FOLDER)));

const read = (path: string) => readFileSync(new URL(path, FOLDER), 'utf8');

/** `srv/fed  fail  # S4-b (implied): …` */
function reasonsOf(name: string): readonly (readonly [line: string, clause: string, level: string])[] {
  const lines = read(`${name}/baseline.txt`).split('\n');
  return lines.flatMap((line) => {
    const [, clause, level] = /\s# ([A-Z]+\d*-[a-z0-9]+) \((\w+)\):/.exec(line) ?? [];
    return clause === undefined || level === undefined ? [] : [[line, clause, level] as const];
  });
}

for (const name of NAMES) {
  test(`no known failure of ${name} weighs more than its clause`, () => {
    const reasons = reasonsOf(name);
    assert.ok(reasons.length > 0);
    for (const [line, clause, level] of reasons) {
      const known = clauses.find(({ id }) => id === clause);
      const told = keysOf(SPEC_LEVELS).find((one) => one === level);
      assert.ok(known !== undefined && told !== undefined, line);
      assert.ok(strength(told) <= strength(known.level), `${line}: the clause is ${known.level}`);
    }
  });

  test(`the notes on ${name} name each clause that it is known to break`, () => {
    const notes = read(`${name}/notes.md`);
    const missing = reasonsOf(name).filter(([, clause]) => !new RegExp(`\\b${clause}\\b`).test(notes));
    assert.deepEqual([...new Set(missing.map(([, clause]) => clause))], []);
  });
}
