import type { Happened, Sender } from '../../evidence/index.ts';
import type { Host } from '../../model/index.ts';
import type { Watched } from '../event-quota.ts';
import type { Lag } from '../loop-watch.ts';
import type { Packed } from '../thread/index.ts';
import type { UntoldKind } from '../untold-counts.ts';

/** What holds for all hosts of a case. */
export interface HostsAbout {
  readonly sender: Sender;
  /** `unkept`: what is issued for them is of no use to later runs. As the settings have it unless given. */
  readonly certificates?: 'unkept';
  /** What an author asks about. */
  readonly watched?: readonly Watched[];
}

export type HostOrder =
  | ({ readonly kind: 'open'; readonly serial: number; readonly hosts: readonly Host[] } & HostsAbout)
  | { readonly kind: 'change'; readonly serial: number; readonly hosts: readonly Host[] }
  | { readonly kind: 'close'; readonly serial: number }
  /** A barrier: what has arrived before comes first. */
  | { readonly kind: 'flush' };

/** What was seen for the case `serial`, on the clock of `now()`. */
export type Sighting =
  | { readonly kind: 'event'; readonly serial: number; readonly when: number; readonly event: Happened }
  /** An answer that took its time is sent: the status of that request (from 1) of that connection. */
  | {
      readonly kind: 'status';
      readonly serial: number;
      readonly connection: number;
      readonly request: number;
      readonly status: number;
    }
  /** Something was sent later than it was to be. */
  | { readonly kind: 'late'; readonly serial: number; readonly lag: Lag }
  /** So many more came than are told one by one. */
  | { readonly kind: 'untold'; readonly serial: number; readonly what: UntoldKind; readonly count: number }
  /** A fault of ours. */
  | { readonly kind: 'failure'; readonly serial: number; readonly error: Packed };

export type HostNews =
  | Sighting
  | { readonly kind: 'lag'; readonly lag: Lag }
  /** Said once: certificates cannot be kept for the next run, and why. */
  | { readonly kind: 'unkept'; readonly why: string }
  /** Said once: from here on the secrets of TLS are not written down, and why. */
  | { readonly kind: 'unlogged'; readonly why: string };

export interface HostSettings {
  /** Of keys and certificates. */
  readonly folder: string;
  readonly newCertificates: 'kept' | 'unkept';
  /** File that the secrets of TLS are appended to, where somebody wants to read the packets. */
  readonly keyLog?: string;
}
