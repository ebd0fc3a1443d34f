import type { StepId } from './steps.ts';
import type { Whereabouts } from './whereabouts.ts';

/** S4-a, S5-a: the services under which SRV records are looked for, in that order. */
export const SRV_SERVICES = ['_matrix-fed', '_matrix'] as const;
export type SrvService = (typeof SRV_SERVICES)[number];

const SERVICE_NAMES: ReadonlySet<string> = new Set(SRV_SERVICES);

export const isSrvService = (text: string): text is SrvService => SERVICE_NAMES.has(text);

/** `_matrix-fed._tcp.fed.test`. */
export const srvOwner = (service: SrvService, name: string): string => `${service}._tcp.${name}`;

/** Every SRV record that is ever answered for a service of a name. */
export function srvRecordsOf({ recordsOf }: Whereabouts, service: SrvService, name: string) {
  return recordsOf(srvOwner(service, name)).filter((record) => record.type === 'SRV');
}

/** The service whose records decide at a step; undefined where SRV has no say. */
export function serviceOfStep(step: StepId): SrvService | undefined {
  if (step === '3.3' || step === '4') return '_matrix-fed';
  return step === '3.4' || step === '5' ? '_matrix' : undefined;
}
