import type { DnsEvent } from '../../evidence/index.ts';
import type { Zone } from '../../scenario/index.ts';

/** From the main thread to the name server's. Each is answered by `done` with the same `request`. */
export type Order =
  | {
      readonly kind: 'open';
      readonly request: number;
      readonly serial: number;
      readonly name: string;
      readonly zone: Zone;
    }
  | { readonly kind: 'close'; readonly request: number; readonly serial: number }
  /** A barrier: what was asked before comes first. */
  | { readonly kind: 'flush'; readonly request: number };

export type Message =
  | { readonly kind: 'ready' }
  /** The server could not start. */
  | { readonly kind: 'failed'; readonly address: string; readonly code: string; readonly message: string }
  /** `taken`: the name that another open case has already. */
  | { readonly kind: 'done'; readonly request: number; readonly taken?: string }
  | { readonly kind: 'asked'; readonly questions: readonly Asked[] };

/** A question with the case it belongs to, on the clock of `now()`. */
export interface Asked {
  readonly serial: number | null;
  readonly when: number;
  readonly event: Omit<DnsEvent, 'at'>;
}

export interface Settings {
  readonly addresses: readonly string[];
}
