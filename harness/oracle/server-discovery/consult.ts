import type { Facts, SpecVersion } from '../../model/index.ts';
import { DEFAULT_SPEC_VERSION } from '../version.ts';
import { type Consultation, type MissingFact, type OpenConsultation, WAYS } from './consultation.ts';
import { beginInquiry } from './inquiry.ts';
import { resolve } from './oracle.ts';
import type { Outcome } from './outcome.ts';

/** Of each gap at most one way leads to another gap, so that this many have three times as many ends. */
const MOST_GAPS = 32;

/**
 * What must come of asking for a server name, by facts that need not be complete. Where one is missing that decides, every
 * way that it leaves open is gone.
 */
export function consult(
  facts: Facts,
  server: string,
  version: SpecVersion = DEFAULT_SPEC_VERSION,
): Consultation {
  return go({ facts, server, version }, []);
}

interface Asked {
  readonly facts: Facts;
  readonly server: string;
  readonly version: SpecVersion;
}

/** `script`: which way each gap on the way here turns out. */
function go({ facts, server, version }: Asked, script: readonly number[]): Consultation {
  const met: Omit<OpenConsultation, 'kind' | 'ways'>[] = [];
  const inquiry = beginInquiry(facts, version, {
    suppose: (gap, { trace, open }) => {
      met.push({ gap, trace: [...trace], open });
      const { gone } = WAYS[gap.kind];
      return gone[script[met.length - 1] ?? 0] ?? gone[0];
    },
  });
  const outcome = resolve(inquiry, server);
  const next = met[script.length];
  if (next === undefined) return { kind: 'settled', outcome };
  if (script.length === MOST_GAPS) return { kind: 'beyond', why: 'limit' };
  const { gone, beyond } = WAYS[next.gap.kind];
  return {
    kind: 'open',
    ...next,
    ways: [
      ...gone.map((supposing, index) => ({
        supposing,
        leadsTo: go({ facts, server, version }, [...script, index]),
      })),
      ...beyond.map((supposing) => ({ supposing, leadsTo: { kind: 'beyond', why: 'content' } as const })),
    ],
  };
}

/** Every outcome that is possible, as far as it can be told. */
export function outcomesOf(consultation: Consultation): readonly Outcome[] {
  switch (consultation.kind) {
    case 'settled':
      return [consultation.outcome];
    case 'open':
      return consultation.ways.flatMap(({ leadsTo }) => outcomesOf(leadsTo));
    case 'beyond':
      return [];
    default:
      return consultation satisfies never;
  }
}

/** The facts that are missing anywhere on the way, each once, those that are needed first first. */
export function needsOf(consultation: Consultation): readonly MissingFact[] {
  const needs = new Map(all(consultation).map((need) => [JSON.stringify(need), need]));
  return [...needs.values()];
}

function all(consultation: Consultation): readonly MissingFact[] {
  if (consultation.kind !== 'open') return [];
  return [...consultation.gap.needs, ...consultation.ways.flatMap(({ leadsTo }) => all(leadsTo))];
}
