import type { Parts } from '../parts.ts';
import { addresses } from './addresses.ts';
import { alerts } from './alerts.ts';
import { attempts } from './attempts.ts';
import { certificateChain } from './certificate-chain.ts';
import { connections } from './connections.ts';
import { delegatedLiteral } from './delegated-literal.ts';
import { delegation } from './delegation.ts';
import { fallBacks } from './fall-backs.ts';
import { finality } from './finality.ts';
import { finerFailures } from './finer-failures.ts';
import { host } from './host.ts';
import { labels } from './labels.ts';
import { memory } from './memory.ts';
import type { Mutant } from './mutant.ts';
import { names } from './names.ts';
import { oddRecords } from './odd-records.ts';
import { redirects } from './redirects.ts';
import { srv } from './srv.ts';
import { srvPriorities } from './srv-priorities.ts';
import { timeOuts } from './time-outs.ts';
import { tls } from './tls.ts';
import { wellKnownAnswer } from './well-known-answer.ts';
import { wellKnownFailure } from './well-known-failure.ts';
import { wellKnownRequest } from './well-known-request.ts';
import { xMatrix } from './x-matrix.ts';

export type { Mutant } from './mutant.ts';

/** By the file that they stand in, in the order of the algorithm. */
export const MUTANT_FILES = {
  names,
  labels,
  'well-known-request': wellKnownRequest,
  redirects,
  'well-known-answer': wellKnownAnswer,
  delegation,
  'delegated-literal': delegatedLiteral,
  'well-known-failure': wellKnownFailure,
  srv,
  'srv-priorities': srvPriorities,
  'odd-records': oddRecords,
  addresses,
  host,
  tls,
  'certificate-chain': certificateChain,
  alerts,
  'x-matrix': xMatrix,
  attempts,
  'fall-backs': fallBacks,
  finality,
  'finer-failures': finerFailures,
  connections,
  memory,
  'time-outs': timeOuts,
} as const satisfies Readonly<Record<string, readonly Mutant[]>>;

export const mutants: readonly Mutant[] = Object.values(MUTANT_FILES).flat();

/** Where a mutant is written, for those who have to change it. */
export function fileOfMutant(mutant: Mutant): string {
  const [name] = Object.entries<readonly Mutant[]>(MUTANT_FILES).find(([, of]) => of.includes(mutant)) ?? [];
  return `harness/reference/mutants/${name}.ts`;
}

/** The part that a mutant replaces. */
export function replacedPart({ replaces }: Mutant): keyof Parts {
  const [name] = Object.keys(replaces) as (keyof Parts)[];
  if (name === undefined) throw new RangeError('a mutant replaces exactly one part');
  return name;
}
