/** One mistake weighs the same in every case of the library: wherever somebody may go wrong, what it would be told as. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Case, caseOfRound, type ListenerId, listenerId } from '../../model/index.ts';
import { applies, consultOracle, DEFAULT_SPEC_VERSION, isDemand, SPEC_VERSIONS } from '../../oracle/index.ts';
import { loadCases } from '../../scenario/index.ts';
import type { DivergenceKind } from '../divergence/divergence.ts';
import type { Evidence } from '../finished-case.ts';
import { levelOfClause, weaker } from '../level.ts';
import { brokenClause } from './broken-clause.ts';
import { certificateTraps } from './certificate-trap.ts';
import { pathsOf } from './path.ts';
import { wrongStepTo } from './wrong-step.ts';

/** What is a demand in one case and less in another, and why. */
const DIFFERS: Partial<Record<DivergenceKind, string>> = {
  'ignored-delegation': 'only advice or an RFC leads to the file (R-1, S3-i, S3-p, S3-u, N-3, T-8, G-13)',
  'used-8448-despite-port': 'the first address of the name is dead, and another one is tried (N-3)',
  'means-without-say': 'the first address of the name is dead, and another one is tried (N-3)',
  'used-8448-despite-srv': 'only RFC 7766 leads to a record that does not fit into a datagram (V-13)',
  'legacy-srv-despite-fed': 'only RFC 7766 leads to a record that does not fit into a datagram (V-13)',
  'went-where-nothing-leads':
    'numbers that look like an address, which no text forbids to turn into one (G-13)',
  'went-to-mapped-name': 'labels that say nothing IDNA knows, which RFC 5891 refuses to look up (G-21)',
  'followed-invalid-file': 'it is found by redirects, which only advice follows (R-1)',
  'followed-other-file': 'it is found by redirects, which only advice follows (R-1)',
  'followed-file-of-other-host': 'it is found by redirects, which only advice follows (R-1)',
  'followed-file-for-other-host': 'it is found by redirects, which only advice follows (R-1)',
  'followed-file-despite-status': 'it is found by redirects, which only advice follows (R-7)',
};

interface Mistake {
  readonly kind: DivergenceKind;
  readonly demanded: boolean;
  readonly where: string;
}

test('one mistake weighs the same in every case, but for what is listed', () => {
  const { cases } = loadCases({ root: new URL('../../../', import.meta.url).pathname });
  const all = cases.flatMap(questionsOf).flatMap(mistakesIn);
  assert.ok(all.length > 1000, `${all.length} mistakes`);
  const kinds = [...new Set(all.map(({ kind }) => kind))];
  const examples = kinds.map((kind) =>
    [true, false].flatMap(
      (demanded) => all.find((one) => one.kind === kind && one.demanded === demanded) ?? [],
    ),
  );
  const differing = examples.filter(({ length }) => length > 1);
  const unlisted = differing.filter(([one]) => one && !Object.hasOwn(DIFFERS, one.kind));
  assert.deepEqual(unlisted, [], 'mend it, or list it with the reason');
  assert.deepEqual(differing.flatMap(([one]) => one?.kind ?? []).sort(), Object.keys(DIFFERS).sort());
});

/** A case that leaves its level to the clauses, as one question each. */
function questionsOf(whole: Case): Case[] {
  const questions = whole.rounds?.map((_, index) => caseOfRound(whole, index)) ?? [whole];
  return questions.filter(({ level, expect }) => level === undefined && expect.step !== 'invalid');
}

/** A request to each place where none belongs, with the Host of each name that leads there. */
function mistakesIn(c: Case): Mistake[] {
  const version = applies(c, DEFAULT_SPEC_VERSION)
    ? DEFAULT_SPEC_VERSION
    : SPEC_VERSIONS.findLast((one) => applies(c, one));
  const outcome = consultOracle(c, version);
  const evidence: Evidence = { case: c, outcome, about: { can: ['connect'] }, events: [], answer: null };
  // Where the text leaves open what is right, nothing is held against anyone.
  if (levelOfClause(outcome.basis) === 'ambiguous') return [];
  const right = [...c.expect.connect.flatMap(({ to }) => to), ...certificateTraps(c, outcome)];
  const places = c.hosts.flatMap(({ listeners }) => listeners).map(listenerId);
  return places
    .filter((id) => !right.includes(id))
    .flatMap((id) => hostsAt(evidence, id).map((host) => mistake(evidence, id, host)));
}

function hostsAt({ case: c, outcome }: Evidence, id: ListenerId): (string | null)[] {
  const names = pathsOf(c, outcome).flatMap(({ listener, name }) => (listener === id ? [name] : []));
  return names.length > 0 ? [...new Set(names)] : [null];
}

function mistake(evidence: Evidence, id: ListenerId, host: string | null): Mistake {
  const { kind } = wrongStepTo(evidence, id, host).detail;
  const { clause, atMost } = brokenClause(evidence, { id, host });
  const own = levelOfClause(clause);
  const level = weaker(own, atMost ?? own);
  return { kind, demanded: isDemand(level), where: `${evidence.case.id} ${id} ${host}: ${level} ${clause}` };
}
