import type { Certificate, HttpAnswer, OwnedRecord, Rcode, RecordType, Zone } from '../model/index.ts';
import type { Position } from '../scenario/index.ts';

/** What one paste tells of DNS, whatever program printed it. What it does not tell is not known. */
export interface DnsPaste {
  /** As a reader is told: `dig`, `a zone file`, `PowerShell`. */
  readonly format: string;
  /** Every record in it that plays a part, by owner: in lower case, without final dot. */
  readonly zone: Zone;
  /** The records of `zone`, each with its place, in the order in which they stand there. */
  readonly records: readonly PastedRecord[];
  /** Names behind a proxy, as an export of Cloudflare says (`cf_tags=cf-proxied:true`): others get its addresses, and not the ones pasted. */
  readonly proxied: readonly string[];
  /** Of which names no record is left out: those of a zone file, below its own origin. */
  readonly isComplete: (name: string) => boolean;
  /** What was asked, and what became of it. A question for which there were records stands here, too. */
  readonly questions: readonly PastedQuestion[];
  /** Records that play no part in discovery, counted by type. */
  readonly ignored: ReadonlyMap<string, number>;
  /** Records that say something else than their author meant, in the order in which they stand there. */
  readonly suspicions: readonly Suspicion[];
}

export interface PastedRecord {
  readonly record: OwnedRecord;
  /** Where its line begins. */
  readonly at: Position;
  /** Of an SRV record, an alias: where its target stands. */
  readonly targetAt?: Position;
}

export interface PastedQuestion {
  readonly name: string;
  readonly type: RecordType;
  readonly outcome:
    | { readonly kind: 'records' }
    | { readonly kind: 'none'; readonly why: 'NXDOMAIN' | 'NODATA' }
    | { readonly kind: 'failed'; readonly why: Exclude<Rcode, 'NXDOMAIN'> | 'silence' };
}

/** A record as it was written, that is likely not what was meant. */
export interface Suspicion {
  readonly at: Position;
  /** One sentence: what it says now. */
  readonly what: string;
  /** What to write instead. */
  readonly instead: string;
}

/** What one paste tells of the well-known file. */
export interface WebPaste {
  readonly format: string;
  /** The redirects in order, and the last answer; empty where no answer came at all. */
  readonly answers: readonly PastedAnswer[];
  /** Why there is no answer, or none after the last of `answers`. */
  readonly failure?: WebFailure;
}

export interface PastedAnswer extends HttpAnswer {
  /** The paste has no body, as of `curl -I`: what the file says is not known. */
  readonly withoutBody?: true;
  /** Where its status stands; absent: nowhere. */
  readonly at?: Position;
  /** Where its body begins. */
  readonly bodyAt?: Position;
}

export interface WebFailure {
  readonly kind:
    | 'no-address'
    | 'refused'
    | 'silent'
    | 'reset'
    | 'certificate'
    | 'tls'
    | 'redirects'
    | 'other';
  /** The line that says so. */
  readonly printed: string;
  /** Where it stands. */
  readonly at?: Position;
}

/** A certificate that was pasted: a PEM block, or what `openssl s_client` prints. */
export interface PastedCertificate {
  readonly certificate: Certificate;
  readonly issuer: string;
  /** Milliseconds since 1970. */
  readonly validFrom: number;
  readonly validUntil: number;
  /** What `openssl` said of it, if that was pasted: `ok`, or its reason. */
  readonly verified?: string;
  /** `s_client -connect HOST:PORT -servername NAME`, where its command line or output tells. */
  readonly seenAt?: SeenAt;
}

interface SeenAt {
  readonly endpoint?: string;
  readonly sni?: string;
}

/** A connection in which no certificate was shown, as `openssl s_client` tells of it. */
export interface FailedContact {
  readonly failure: WebFailure;
  readonly seenAt?: SeenAt;
}

/** What came of connecting somewhere. */
export type PastedContact = PastedCertificate | FailedContact;
