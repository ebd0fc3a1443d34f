import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Event } from '../evidence/index.ts';
import type { Case, ExpectedConnection } from '../model/index.ts';
import { attributeEvents, type NamedQuestion } from './attribute-events.ts';
import { isDecided } from './decided.ts';
import { judge } from './judge.ts';
import {
  delegated,
  delegatedOutcome,
  finishedCase,
  makeCase,
  makeOutcome,
  request,
  to,
} from './testing/test-world.ts';

const MANY = 2_000;

/** The same case, and how often somebody reads one of its fields. */
function counted(c: Case, field: keyof Case): { readonly case: Case; readonly reads: () => number } {
  let reads = 0;
  const value = c[field];
  const watched = Object.defineProperty({ ...c }, field, {
    get: () => [value, reads++][0],
    enumerable: true,
  });
  return { case: watched as Case, reads: () => reads };
}

const many = (make: (index: number) => readonly Event[], count = MANY) =>
  Array.from({ length: count }, (_, index) => make(index)).flat();

test('requests that are alike are held against the world of the case once', () => {
  const { case: c, reads } = counted(delegated, 'zone');
  const events = many(() => request(c, 'fed-on-8448:8448'));
  const { status, reasons } = judge(finishedCase(c, delegatedOutcome, events));
  assert.equal(status, 'fail');
  assert.ok(reads() < MANY / 10, `${reads()} looks into the zone`);
  const [one] = reasons;
  assert.match(one?.text ?? '', /where none belongs/);
});

test('so are requests that all went astray in another way', () => {
  const { case: c, reads } = counted(delegated, 'zone');
  const events = many((index) => request(c, 'fed-on-8448:8448', { host: `h${index}.test` }));
  isDecided(finishedCase(c, delegatedOutcome, events));
  assert.ok(reads() < MANY / 10, `${reads()} looks into the zone`);
});

test('each request that is alike still has its own number', () => {
  const events = many(() => request(delegated, 'target:8443', { sni: 'other.test' }), 3);
  const hellos = events.filter(({ kind }) => kind === 'tls').map(({ n }) => n);
  const { divergence } = judge(finishedCase(delegated, delegatedOutcome, events));
  assert.ok(divergence && 'event' in divergence && hellos[0] === divergence.event);
});

const [A, B] = ['a.sn.test', 'b.sn.test'];
const shared = makeCase({
  dns: { [A]: ['A shared'], [B]: ['A shared'] },
  hosts: { shared: { 8448: { cert: [A, B] }, 8449: { cert: [A] } } },
});

/** Two names that are asked for at the same moment, and how often somebody reads that field of their cases. */
function twoNames(field: 'server' | 'zone') {
  const asked = [A, B].map((server) => {
    const connect: readonly ExpectedConnection[] = [to('shared:8448', server)];
    return counted({ ...shared, server, expect: { ...shared.expect, connect } }, field);
  });
  const questions: NamedQuestion[] = asked.map(({ case: c }) => ({ case: c, outcome: makeOutcome(c, '6') }));
  return { questions, reads: () => asked.reduce((sum, one) => sum + one.reads(), 0) };
}

test('requests that one name was sent in the stead of another are handed out in one walk', () => {
  const readsFor = (count: number) => {
    const { questions, reads } = twoNames('server');
    attributeEvents(
      questions,
      many(() => request(shared, 'shared:8448', { host: A }), count),
    );
    return reads();
  };
  const [few, more] = [readsFor(200), readsFor(2_000)];
  assert.ok(more < 15 * few, `${few} looks at the names for 200 requests, ${more} for 2,000`);
});

test('the paths that lead somewhere are found once for all requests that nobody expects', () => {
  const { questions, reads } = twoNames('zone');
  attributeEvents(
    questions,
    many((index) => request(shared, 'shared:8449', { host: `h${index}.test` })),
  );
  assert.ok(reads() < MANY / 10, `${reads()} looks into the zone`);
});
