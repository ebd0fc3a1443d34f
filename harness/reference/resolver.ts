import { Resolver } from 'node:dns/promises';
import type { Answer, Claim, Question } from '../evidence/index.ts';
import type { FederationRequest } from '../model/index.ts';
import { type Delivery, deliver } from './delivery.ts';
import { DiscoveryFailure } from './failure.ts';
import { goElsewhere } from './finality.ts';
import { KeptFiles } from './kept-files.ts';
import { OpenAttempt } from './open-attempt.ts';
import type { Attempt, Parts, Setback } from './parts.ts';
import { wireRequest } from './request.ts';
import { Shortage } from './shortage.ts';
import { specParts } from './spec-parts.ts';

export type { Answer, Question } from '../evidence/index.ts';

/** Settles with an answer, or rejects with the signal's reason once it aborts. Nothing is left open either way. */
export type Ask = (question: Question, signal: AbortSignal) => Promise<Answer>;

/**
 * The spec-true resolver, or one with parts replaced. From one question to the next it keeps what it found at well-known
 * files, and nothing else.
 */
export function referenceResolver(parts: Partial<Parts> = {}, files = new KeptFiles()): Ask {
  const whole = { ...specParts, ...parts };
  return (question, signal) => answer(whole, files, question, signal);
}

async function answer(
  parts: Parts,
  files: KeptFiles,
  question: Question,
  signal: AbortSignal,
): Promise<Answer> {
  const shortage = new Shortage();
  const found = await answerWith(shortage, parts, files, question, signal);
  if (shortage.what === undefined) return found;
  const message = `${shortage.what}. The limit of open files may be too low: raise it (ulimit -n 4096), or lower --parallel`;
  return { kind: 'error', code: 'too-many-files', message };
}

async function answerWith(
  shortage: Shortage,
  parts: Parts,
  files: KeptFiles,
  question: Question,
  signal: AbortSignal,
): Promise<Answer> {
  signal.throwIfAborted();
  // The attempt's own patience ends a question; c-ares counts by the clock, and would give up while an answer lies unread.
  using attempt = new OpenAttempt(
    parts,
    new Resolver({ timeout: parts.timeouts.dnsRepeat, tries: 4 }),
    files,
    shortage,
  );
  const stop = () => attempt.destroy(new DiscoveryFailure('the question was withdrawn'));
  signal.addEventListener('abort', stop, { once: true });
  try {
    const { question: ms } = parts.timeouts;
    if (ms === undefined) return await resolve(attempt, question);
    return await attempt.within(ms, 'the question', (part) => resolve(part, question));
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof DiscoveryFailure) return { kind: 'failed', message: error.message };
    return { kind: 'error', code: 'reference-broken', message: String((error as Error).stack ?? error) };
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function resolve(attempt: Attempt, { server, request }: Question): Promise<Answer> {
  const wire = wireRequest(request, server);
  if (wire === undefined)
    return { kind: 'skip', why: `the reference resolver has no such errand: ${describe(request)}` };
  const route = await attempt.parts.discover(attempt, server, wire);
  const delivery = await deliver(attempt, route, wire);
  const { trouble, rest } = delivery;
  const isGood = 'claim' in delivery && trouble === undefined;
  const setback = { step: route.step, trouble, ...endingOf(delivery) };
  const other = isGood ? undefined : await goElsewhere(attempt, setback, { ...route, rest });
  return claimOf(other === undefined ? delivery : await deliver(attempt, other, wire));
}

function endingOf(delivery: Delivery): Pick<Setback, 'status' | 'why'> {
  if ('failure' in delivery) return { why: delivery.failure.message };
  return delivery.claim.kind === 'resolved' ? { status: delivery.claim.status } : {};
}

function claimOf(delivery: Delivery): Claim {
  if ('failure' in delivery) throw delivery.failure;
  return delivery.claim;
}

function describe(request: FederationRequest): string {
  return request.kind === 'trigger' ? request.trigger : `${request.method} ${request.path}`;
}
