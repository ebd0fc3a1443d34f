import type { StepId } from './steps.ts';

/**
 * What can go wrong at the place that a step leads to, in the order in which it would show: no connection, no certificate
 * that counts, no answer that does.
 */
export const TROUBLES = [
  'no-address',
  'refused',
  'reset',
  'stall',
  'bad-certificate',
  'redirect',
  'status',
  'cut-body',
] as const;

export type Trouble = (typeof TROUBLES)[number];

/**
 * Where a careless resolver goes then: another port of the name that decides; the server name or its SRV record, although it
 * delegates; an SRV record of another service than the one that decides, or of a name that needs none; the next target of the
 * records that decide; another port of their target; where the well-known file of a name leads that is not asked for one; the
 * name that an answer holds which does not count.
 */
export const DETOURS = [
  'port-443',
  'port-8448',
  'server-name',
  'srv-of-server-name',
  'other-srv',
  'next-target',
  'target-8448',
  'own-file',
  'answered-name',
] as const;

export type Detour = (typeof DETOURS)[number];

/** Where it goes wrong: at the place of a step, or where the well-known file should be. */
export type TroubledStep = Exclude<StepId, 'invalid'> | 'file';

/** In the order of the algorithm. */
export const TROUBLED_STEPS: readonly TroubledStep[] = [
  '1',
  '2',
  'file',
  '3.1',
  '3.2',
  '3.3',
  '3.4',
  '3.5',
  '4',
  '5',
  '6',
];

/** One way to leave the algorithm after a failure. */
export interface FinalityCell {
  readonly step: TroubledStep;
  readonly trouble: Trouble;
  readonly detour: Detour;
}

/** `after-refused-in-3.4-to-port-8448`: also the name of the mutant that does it. */
export function nameOfCell({ step, trouble, detour }: FinalityCell): string {
  return `after-${trouble}-in-${step}-to-${detour}`;
}
