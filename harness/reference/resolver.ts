import { Resolver } from 'node:dns/promises';
import type { Claim } from '../judge/index.ts';
import type { FederationRequest } from '../scenario/index.ts';
import { deliver } from './delivery.ts';
import { Errand } from './errand.ts';
import { DiscoveryFailure } from './failure.ts';
import type { Parts } from './parts.ts';
import { wireRequest } from './request.ts';
import { specParts } from './spec-parts.ts';

export interface Question {
  readonly server: string;
  readonly budgetMs: number;
  readonly request: FederationRequest;
}

export type Answer =
  | Claim
  | { readonly kind: 'skip'; readonly why: string }
  | { readonly kind: 'error'; readonly code: string; readonly message: string };

/** Settles with an answer, or rejects with the signal's reason once it aborts. Nothing is left open either way. */
export type Ask = (question: Question, signal: AbortSignal) => Promise<Answer>;

/** The spec-true resolver, or one with parts replaced. It keeps nothing from one question to the next. */
export function referenceResolver(parts: Partial<Parts> = {}): Ask {
  const whole = { ...specParts, ...parts };
  return (question, signal) => answer(whole, question, signal);
}

async function answer(parts: Parts, question: Question, signal: AbortSignal): Promise<Answer> {
  signal.throwIfAborted();
  // The errand's own patience ends a question; c-ares counts by the clock, and would give up while an answer lies unread.
  using errand = new Errand(parts, new Resolver({ timeout: parts.timeouts.dnsRepeat, tries: 4 }));
  const stop = () => errand.destroy(new DiscoveryFailure('the question was withdrawn'));
  signal.addEventListener('abort', stop, { once: true });
  try {
    const { question: ms } = parts.timeouts;
    if (ms === undefined) return await resolve(errand, question);
    return await errand.within(ms, 'the question', (part) => resolve(part, question));
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof DiscoveryFailure) return { kind: 'failed', message: error.message };
    return { kind: 'error', code: 'reference-broken', message: String((error as Error).stack ?? error) };
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function resolve(errand: Errand, { server, request }: Question): Promise<Answer> {
  const wire = wireRequest(request, server);
  if (wire === undefined)
    return { kind: 'skip', why: `the reference resolver has no such errand: ${describe(request)}` };
  const route = await errand.parts.discover(errand, server, wire);
  try {
    return await deliver(errand, route, wire);
  } catch (error) {
    errand.check();
    if (!(error instanceof DiscoveryFailure)) throw error;
    const other = await errand.parts.fallBack(errand, route);
    if (other === undefined) throw error;
    return deliver(errand, other, wire);
  }
}

function describe(request: FederationRequest): string {
  return request.kind === 'trigger' ? request.trigger : `${request.method} ${request.path}`;
}
