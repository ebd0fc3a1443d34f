import type { StepId } from '../../model/index.ts';
import type { FieldClauses } from './outcome.ts';

export type ValidStep = Exclude<StepId, 'invalid'>;

/** The clause each judged field rests on, and the one that makes a failure final. */
export interface StepClauses extends FieldClauses {
  readonly end: string;
}

/** Table of the specification's steps; ports that are written change `to` and `host` (`clausesOf`). */
const STEPS: Readonly<Record<ValidStep, StepClauses>> = {
  '1': { to: 'S1-b', host: 'S1-d', cert: 'S1-c', sni: 'S1-e', end: 'D-2' },
  '2': { to: 'S2-b', host: 'S2-c', cert: 'S2-e', sni: 'S2-f', end: 'D-2' },
  '3.1': { to: 'S31-a', host: 'S31-c', cert: 'S31-b', sni: 'S31-d', end: 'D-4' },
  '3.2': { to: 'S32-b', host: 'S32-c', cert: 'S32-e', sni: 'S32-f', end: 'D-4' },
  '3.3': { to: 'S33-a', host: 'S33-b', cert: 'S33-c', sni: 'S33-d', end: 'D-5' },
  '3.4': { to: 'S34-a', host: 'S34-c', cert: 'S34-b', sni: 'T-6', end: 'D-5' },
  '3.5': { to: 'S35-a', host: 'S35-b', cert: 'S35-c', sni: 'T-6', end: 'D-4' },
  '4': { to: 'S4-a', host: 'S4-b', cert: 'S4-c', sni: 'S4-d', end: 'D-5' },
  '5': { to: 'S5-a', host: 'S5-d', cert: 'S5-c', sni: 'T-6', end: 'D-5' },
  '6': { to: 'S6-a', host: 'S6-b', cert: 'S6-c', sni: 'T-6', end: 'S6-d' },
};

export function clausesOf(step: ValidStep, port: number | undefined): StepClauses {
  const clauses = STEPS[step];
  if (step === '1' && port !== undefined) return { ...clauses, to: 'S1-a' };
  // AMB-15: the port in Host has clauses of its own where it is the default of HTTPS.
  if (port === 443 && step === '2') return { ...clauses, host: 'S2-d' };
  if (port === 443 && step === '3.2') return { ...clauses, host: 'S32-d' };
  return clauses;
}
