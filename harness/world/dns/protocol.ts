import type { DnsEvent } from '../../evidence/index.ts';
import type { Zone } from '../../model/index.ts';
import type { Watched } from '../event-quota.ts';
import type { Lag } from '../loop-watch.ts';

export type DnsOrder =
  /** Of a case that is open already: its zone from now on. */
  | {
      readonly kind: 'open';
      readonly serial: number;
      readonly name: string;
      readonly zone: Zone;
      /** What the second name server answers; absent: what the first does. */
      readonly second?: Zone;
      readonly watched: readonly Watched[];
    }
  | { readonly kind: 'close'; readonly serial: number }
  /** A barrier: what was asked before comes first. */
  | { readonly kind: 'flush' };

/** A question with the case it belongs to, on the clock of `now()`. */
export interface AskedQuestion {
  readonly kind: 'asked';
  readonly serial: number | null;
  readonly when: number;
  readonly event: Omit<DnsEvent, 'n' | 'at'>;
}

export type DnsNews =
  | AskedQuestion
  /** So many more questions came than are told one by one. */
  | { readonly kind: 'untold'; readonly serial: number | null; readonly count: number }
  /** An answer was sent later than it was to be. */
  | { readonly kind: 'late'; readonly serial: number; readonly lag: Lag }
  | { readonly kind: 'lag'; readonly lag: Lag };

export interface DnsSettings {
  readonly addresses: readonly string[];
  readonly receiveBuffer: 'largest' | 'system';
}
