import { type Event, isClaim, matches } from '../evidence/index.ts';
import type { Case } from '../model/index.ts';
import { judgeDeeds } from './deeds.ts';
import { canConnect, type Evidence } from './finished-case.ts';
import { isRefused } from './twin.ts';

/** `settle`: unless something comes within this time, nothing will. */
export type Decidedness = 'open' | 'decided' | { readonly kind: 'settle'; readonly ms: number };

const SETTLE: Decidedness = { kind: 'settle', ms: 250 };

/** Whether a case can end now. Without an answer it never does: wrong requests stay armed to the end. */
export function isDecided(evidence: Evidence): Decidedness {
  const { case: c, about, answer } = evidence;
  if (!answer) return 'open';
  if (!isClaim(answer)) return 'decided';
  if (!canConnect(about)) return c.expect.connect.length > 0 ? 'decided' : SETTLE;
  switch (standing(evidence)) {
    case 'contradicted':
      return 'decided';
    case 'met':
      return sawAll(evidence) ? 'decided' : about.answersEarly ? 'open' : SETTLE;
    case 'quiet':
      if (answer.kind === 'failed' && isOver(evidence)) return 'decided';
      if (isRefused(evidence)) return SETTLE;
      // A homeserver goes on behind its answer; a process or a function that says it failed has ended.
      return about.answersEarly || (answer.kind === 'resolved' && !mayRefuse(evidence)) ? 'open' : SETTLE;
  }
}

/** `met`: every request that one reading wants has come. `quiet`: nothing wrong, and something still missing. */
function standing(evidence: Evidence): 'met' | 'contradicted' | 'quiet' {
  const readings = [evidence.case.expect, ...evidence.case.tolerate];
  const fitting = readings
    .map((wanted) => ({ wanted, deeds: judgeDeeds(evidence, wanted) }))
    .filter(({ deeds }) => deeds.findings.every((finding) => finding.grade !== 'fail'));
  if (fitting.length === 0) return 'contradicted';
  const met = fitting.some(({ wanted, deeds }) => wanted.connect.length > 0 && deeds.missing.length === 0);
  return met ? 'met' : 'quiet';
}

function mayRefuse({ case: c }: Evidence): boolean {
  return [c.expect, ...c.tolerate].some((wanted) => wanted.connect.length === 0);
}

/** It gave up, which was the last that it did, and all that was seen of it has come to its end. */
function isOver(evidence: Evidence): boolean {
  const { about, events, before = [], scene = events } = evidence;
  if (!about.endsWithAnswer || !sawAll(evidence)) return false;
  const open = new Set<number>();
  for (const event of [...before, ...scene]) {
    if (event.kind === 'close') open.delete(event.connection);
    else if (event.kind !== 'dns' && event.kind !== 'syn') open.add(event.connection);
  }
  return open.size === 0;
}

function sawAll({ case: c, events, scene = events }: Evidence): boolean {
  return c.expect.saw.every((pattern) => scene.some((event) => matches(pattern, event)));
}

/** Whether an event can change what `isDecided` says of any of these: of a question of DNS only what an author asks about. */
export function canDecide(event: Event, cases: readonly Pick<Case, 'expect'>[]): boolean {
  if (event.kind !== 'dns' && event.kind !== 'syn') return true;
  return cases.some(({ expect }) => expect.saw.some((pattern) => matches(pattern, event)));
}
