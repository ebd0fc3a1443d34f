import type { SpecVersion } from '../model/index.ts';
import { consultOracle, decisionText, type Outcome, specLink } from '../oracle/index.ts';
import { type Pasted, worldOf } from './pasted-world.ts';
import { remarksOn } from './remarks.ts';

/** How other servers find a server, by what was pasted. */
export interface Explanation {
  readonly outcome: Outcome;
  /** Sentences: where a request goes, and what must be there. */
  readonly result: readonly string[];
  readonly remarks: readonly string[];
  /** Each place of the specification once, in the order in which the way touches them. */
  readonly links: readonly string[];
}

export function explain(pasted: Pasted, version: SpecVersion): Explanation {
  const world = worldOf(pasted);
  const outcome = consultOracle(world, version);
  const absent =
    pasted.wellKnown === undefined && outcome.trace.some(({ step }) => step === '3')
      ? ['no well-known file was given, so there is none here: see --well-known']
      : [];
  return {
    outcome,
    result: outcome.connect.length > 0 ? reached(outcome) : unreached(outcome),
    remarks: [...remarksOn(world, outcome), ...absent],
    links: [...new Set(outcome.trace.map(({ clause }) => specLink(clause, version)))],
  };
}

function reached({ connect }: Outcome): string[] {
  return connect.flatMap(({ to, host, sni, cert }) => [
    `connect to  ${[...new Set(to)].join(' or ')}`,
    `Host        ${host}`,
    `SNI         ${sni ?? 'none, as for every IP address'}`,
    `certificate valid for ${cert}`,
    'whether anything listens there, with such a certificate, cannot be told from what was pasted',
  ]);
}

function unreached({ step, trace }: Outcome): string[] {
  const last = trace.at(-1);
  const why = last ? decisionText(last) : 'there is no way to it';
  return [step === 'invalid' ? `nobody asks for it: ${why}` : `nobody reaches it: ${why}`];
}
