import type { DnsEvent } from '../../evidence/index.ts';
import type { Zone } from '../../scenario/index.ts';

export type Order =
  | { readonly kind: 'open'; readonly serial: number; readonly name: string; readonly zone: Zone }
  | { readonly kind: 'close'; readonly serial: number }
  /** A barrier: what was asked before comes first. */
  | { readonly kind: 'flush' };

/** A question with the case it belongs to, on the clock of `now()`. */
export interface Asked {
  readonly serial: number | null;
  readonly when: number;
  readonly event: Omit<DnsEvent, 'at'>;
}

export interface Settings {
  readonly addresses: readonly string[];
  readonly receiveBuffer: 'largest' | 'system';
}
