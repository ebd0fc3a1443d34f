import type { RecordData } from '../../model/index.ts';
import type { Position } from '../../scenario/index.ts';
import type { PastedQuestion, Suspicion } from '../paste.ts';
import type { PastedSection } from './pasted-sections.ts';

/** One thing that a paste says of DNS. Names are in lower case and without final dot. */
export type DnsFinding =
  | {
      readonly kind: 'record';
      readonly owner: string;
      /** Seconds; absent where the program does not print it. */
      readonly ttl?: number;
      readonly data: RecordData;
      /** Where its line begins. */
      readonly at: Position;
      /** Of an SRV record, an alias: where its target stands. */
      readonly targetAt?: Position;
    }
  /** A record that plays no part. */
  | { readonly kind: 'other'; readonly owner: string; readonly type: string }
  /** The hoster puts the addresses of the target in its place: ALIAS, ANAME. */
  | { readonly kind: 'alias'; readonly owner: string; readonly target: string }
  /** The hoster's proxy answers in its place. */
  | { readonly kind: 'proxied'; readonly owner: string }
  | { readonly kind: 'question'; readonly question: PastedQuestion }
  | { readonly kind: 'suspicion'; readonly suspicion: Suspicion }
  /** How far a zone reaches, of which no record is left out. */
  | { readonly kind: 'landmark'; readonly mark: 'SOA' | 'origins' | 'NS' | 'DNAME'; readonly owner: string };

/** A form in which records are pasted. */
export interface DnsFormat {
  /** As a reader is told: `dig`, `a zone file`. */
  readonly name: string;
  /** Whether these lines are of this form. The first format of the table that says so reads them. */
  readonly recognises: (section: PastedSection) => boolean;
  /**
   * All that it says. `origin`: what names are relative to where the form has such. Throws a ScenarioError with the place, at
   * the first line that is not understood.
   */
  readonly read: (section: PastedSection, origin: string) => Iterable<DnsFinding>;
}
