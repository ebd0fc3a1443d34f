import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Event, HttpEvent } from '../evidence/index.ts';
import { divergenceText } from './divergence/divergence-text.ts';
import { DH, delegated, delegatedOutcome, judged, request, SN } from './testing/test-world.ts';
import { connectionsByNumber, USED_AGAIN, usedAgain } from './used-again.ts';

/** One more request over the connection of these events. */
function again(events: readonly Event[], more: Partial<HttpEvent> = {}): HttpEvent {
  const last = events.findLast((event) => event.kind === 'http');
  assert.ok(last);
  return { ...last, n: last.n + 1000, ...more };
}

const made = request(delegated, 'target:8443', { host: SN });
const earlier = made.map((event) => ({ ...event, at: -50 }));

const TABLE: readonly [
  what: string,
  events: readonly Event[],
  scene: readonly Event[] | undefined,
  boolean,
][] = [
  ['the first request of a connection', made, undefined, false],
  ['a second one with the same Host', [...made, again(made)], undefined, false],
  ['a second one with another Host', [...made, again(made, { hostHeader: DH })], undefined, true],
  [
    'over a connection of an earlier round',
    [...earlier.filter(({ kind }) => kind !== 'http'), again(made)],
    undefined,
    true,
  ],
  [
    'over a connection of another name',
    [...made.filter(({ kind }) => kind !== 'http'), again(made)],
    [...made, again(made)],
    true,
  ],
];

for (const [what, events, scene, expected] of TABLE) {
  test(`${expected ? 'used again' : 'not used again'}: ${what}`, () => {
    const last = events.findLast((event) => event.kind === 'http');
    assert.ok(last);
    assert.equal(usedAgain({ events, ...(scene && { scene }) }, connectionsByNumber(events))(last), expected);
  });
}

test('a wrong SNI and a wrong place are said to come of a connection that was used again', () => {
  const events = [...request(delegated, 'target:8443'), ...made, again(made, { hostHeader: DH, at: 20 })];
  const { reasons, divergence } = judged(delegated, delegatedOutcome, events);
  const sni = reasons.filter(({ field }) => field === 'sni').map(({ text }) => text);
  assert.ok(sni.includes(`SNI was sn.test instead of fed.sn.test at target:8443${USED_AGAIN}`), sni.join());
  assert.equal(divergence?.kind, 'wrong-name-in-host');
  assert.equal(divergence?.again, undefined);

  const home = request(delegated, 'origin:8448', { host: SN, at: -5 });
  const astray = [...home.filter(({ kind }) => kind !== 'http'), again(home, { at: 5 })];
  const gone = judged(delegated, delegatedOutcome, astray);
  assert.equal(gone.divergence?.again, true);
  assert.match((gone.divergence && divergenceText(gone.divergence)) ?? '', /used again$/);
});
