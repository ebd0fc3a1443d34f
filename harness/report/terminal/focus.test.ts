import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Event } from '../../evidence/index.ts';
import type { Verdict } from '../../judge/index.ts';
import { type Case, splitListenerId } from '../../model/index.ts';
import { consultRounds, DEFAULT_SPEC_VERSION } from '../../oracle/index.ts';
import { loadCases } from '../../scenario/index.ts';
import { failureLines } from './failure.ts';
import { focusOn } from './focus.ts';
import { plain } from './paint.ts';
import { questionParts } from './question-parts.ts';

const { cases } = loadCases({ root: new URL('../../../', import.meta.url).pathname, selectors: [] });

function caseOf(id: string): Case {
  const found = cases.find((c) => c.id === id);
  assert.ok(found, id);
  return found;
}

const viewed = (c: Case) => ({ case: c, rounds: consultRounds(c) });

function request(at: number, connection: number, listener: string, host: string): Event {
  const { host: label, port } = splitListenerId(listener);
  return {
    kind: 'http',
    n: connection,
    at,
    connection,
    host: label,
    port: Number(port),
    method: 'GET',
    path: '/x',
    hostHeader: host,
    sni: host,
    authorization: null,
    userAgent: null,
    version: '1.1',
    status: 200,
  };
}

function verdictOf(
  c: Case,
  round: number,
  server: string,
  events: readonly Event[],
  starts: readonly number[],
): Verdict {
  const question = { server, status: 'fail', claim: null } as const;
  return {
    id: c.id,
    implementation: 'test',
    title: c.title,
    status: 'fail',
    expected: false,
    level: 'MUST',
    clauses: ['S6-c'],
    reasons: [{ text: 'question 2: oh', clause: 'S6-c', round, server }],
    claim: null,
    events,
    rounds: starts.map((at) => ({ at, questions: [question] })),
    ms: 1,
  };
}

test('a failure is told about the question that failed, with what was seen of it', () => {
  const c = caseOf('names/one-address#in-turn');
  const [a, b] = ['a', 'b'].map((label) => `${label}.${c.name}`) as [string, string];
  const events = [request(1, 1, 'shared:8448', a), request(100, 1, 'shared:8448', b)];
  const focus = focusOn(verdictOf(c, 2, b, events, [0, 50]), viewed(c));
  assert.equal(focus.case.server, b);
  assert.deepEqual(
    focus.verdict.events.flatMap((event) => (event.kind === 'http' ? [event.hostHeader] : [])),
    [b],
  );
  const lines = failureLines(focus.verdict, focus.case, focus.outcome, { paint: plain }, focus);
  assert.ok(lines.includes(`  asked     question 2 of 3: ${b}`));
  assert.ok(lines.some((line) => line.startsWith('  expected  step 6 → shared:8448') && line.includes(b)));
  assert.ok(lines.some((line) => line.startsWith('  try ')));
});

test('nobody is told to try by hand what is only there after a change', () => {
  const c = caseOf('names/changed-certificate#untrusted');
  const focus = focusOn(verdictOf(c, 2, c.name, [], [0, 50]), viewed(c));
  assert.equal(focus.changed, true);
  const lines = failureLines(focus.verdict, focus.case, focus.outcome, { paint: plain }, focus);
  assert.equal(
    lines.some((line) => line.startsWith('  try ')),
    false,
  );
});

test('a case without rounds is told as it is', () => {
  const c = caseOf('fallback/plain');
  const { rounds: _, ...verdict } = verdictOf(c, 1, c.name, [], []);
  assert.deepEqual(focusOn(verdict, viewed(c)).verdict, verdict);
  assert.equal(focusOn(verdict, viewed(c)).asked, undefined);
});

test('what is shown of a case has each question, each change, and what may be remembered', () => {
  const parts = questionParts(viewed(caseOf('names/changed-file')), DEFAULT_SPEC_VERSION, plain);
  assert.deepEqual(
    parts.map(([heading]) => heading.replace(/: .*/, '')),
    [
      'Expected of question 1',
      'What the specification (v1.19) makes of question 1',
      'Gone before question 2',
      'New before question 2',
      'Expected of question 2',
      'What the specification (v1.19) makes of question 2',
      'Tolerated',
    ],
  );
  assert.match(
    parts[5]?.[1].at(-1) ?? '',
    /^or, by what it still knows of an earlier question: target:8443 with Host fed\./,
  );
});
