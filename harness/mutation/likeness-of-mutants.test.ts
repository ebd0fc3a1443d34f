/** What the kept matrix says of itself: each mutant is told as itself, and nobody else is. Figures: docs/decisions/mutants.md. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type DivergenceKind, likenessesOf, type Verdict } from '../judge/index.ts';
import { mutants, replacedPart } from '../reference/index.ts';
import { knownKills } from './kill-matrix.ts';

const KILLS = knownKills(new URL('../../', import.meta.url).pathname);
const CASES = [...new Set(Object.values(KILLS).flatMap((of) => Object.keys(of)))];
const PARTS = new Map(mutants.map((mutant) => [mutant.name, replacedPart(mutant)]));
const inSamePart = (one: string, other: string) => PARTS.get(one) === PARTS.get(other);

/** By case, how somebody fails it. */
type Failures = ReadonlyMap<string, string>;

const failuresOf = (mutant: string): Failures =>
  new Map(Object.entries(KILLS[mutant] ?? {}).map(([id, { kind }]) => [id, kind]));

function named(failures: Failures): readonly string[] {
  const verdicts = CASES.map((id): Pick<Verdict, 'id' | 'status' | 'divergence'> => {
    const kind = failures.get(id) as DivergenceKind | undefined;
    if (kind === undefined) return { id, status: 'pass' };
    return {
      id,
      status: 'fail',
      divergence: { kind, step: '6', event: 1 } as NonNullable<Verdict['divergence']>,
    };
  });
  return likenessesOf(verdicts, KILLS, inSamePart).flatMap(({ mutants: alike }) => alike);
}

const asText = (mutant: string) => JSON.stringify([...failuresOf(mutant)].sort());
const texts = Object.keys(KILLS).map(asText);
const isAlone = (mutant: string) => texts.filter((text) => text === asText(mutant)).length === 1;
/** Those that fail enough cases to be named, and no other fails the same in the same way. */
const OWN = Object.keys(KILLS).filter((mutant) => failuresOf(mutant).size >= 5 && isAlone(mutant));

test('a mutant is told as itself, and as none besides', (t) => {
  t.diagnostic(`${OWN.length} of ${Object.keys(KILLS).length} mutants`);
  assert.ok(OWN.length > 50);
  for (const mutant of OWN) assert.deepEqual(named(failuresOf(mutant)), [mutant]);
});

test('of two together one is told at least, and seldom anybody besides', (t) => {
  const pairs = OWN.flatMap((one, at) => OWN.slice(at + 1).map((other) => [one, other] as const))
    .filter(([one, other]) => !inSamePart(one, other))
    // All would take half a minute.
    .filter((_, index) => index % 97 === 0);
  const told = pairs.map(([one, other]) => {
    const names = named(new Map([...failuresOf(other), ...failuresOf(one)]));
    const right = names.filter((name) => name === one || name === other);
    assert.ok(right.length > 0, `${one} and ${other}`);
    return { both: right.length === 2, besides: names.length > right.length };
  });
  const besides = told.filter((one) => one.besides).length;
  assert.ok(besides <= pairs.length / 20, `${besides} of ${pairs.length}`);
  t.diagnostic(`both in ${told.filter(({ both }) => both).length} of ${pairs.length} pairs`);
});

test('who only says nothing, in just the cases of a mutant, is named after nobody', () => {
  for (const mutant of OWN) {
    const silent = new Map([...failuresOf(mutant).keys()].map((id) => [id, 'said-nothing']));
    assert.deepEqual(named(silent), [], mutant);
  }
});
