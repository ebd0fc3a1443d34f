import { keysOf } from '../../base/index.ts';
import {
  canonical,
  RCODES,
  type Rcode,
  RECORD_TYPES,
  type RecordType,
  rcodeNamed,
} from '../../model/index.ts';
import type { PastedQuestion } from '../paste.ts';
import type { DnsFinding } from './dns-finding.ts';

export type AskedOutcome = PastedQuestion['outcome'];

const TYPES: readonly RecordType[] = keysOf(RECORD_TYPES);

/** A type as it is asked for; `undefined`: one that plays no part, or ANY. */
export function askedType(word: string): RecordType | undefined {
  return TYPES.find((type) => type === word.toUpperCase());
}

/** A name that does not exist has no record of any type (RFC 8020). */
const ALL: readonly RecordType[] = ['A', 'AAAA', 'CNAME', 'SRV'];

export const NOTHING: AskedOutcome = { kind: 'none', why: 'NODATA' };
export const NO_NAME: AskedOutcome = { kind: 'none', why: 'NXDOMAIN' };
export const SILENCE: AskedOutcome = { kind: 'failed', why: 'silence' };

/** What a status says of a question: `SERVFAIL`, as programs print it. `undefined`: it was answered. */
export function outcomeOf(status: string): AskedOutcome | undefined {
  const upper = status.toUpperCase();
  if (upper === 'NOERROR') return undefined;
  if (upper === 'NXDOMAIN') return NO_NAME;
  const rcode = keysOf(RCODES).find(
    (one): one is Exclude<Rcode, 'NXDOMAIN'> => one === upper && one !== 'NXDOMAIN',
  );
  // Others are as good as no answer, and as SERVFAIL to whoever asks.
  return { kind: 'failed', why: rcode ?? 'SERVFAIL' };
}

/** The same by its number. */
export function outcomeOfNumber(code: number): AskedOutcome | undefined {
  return outcomeOf(rcodeNamed(code) ?? 'SERVFAIL');
}

/** A question and what became of it. `type` absent: one that plays no part, or the paste does not tell. */
export function* asked(
  name: string,
  type: RecordType | undefined,
  outcome: AskedOutcome,
): Generator<DnsFinding> {
  const isNoName = outcome.kind === 'none' && outcome.why === 'NXDOMAIN';
  for (const each of type === undefined ? (isNoName ? ALL : []) : [type])
    yield { kind: 'question', question: { name: canonical(name), type: each, outcome } };
}

/** What programs ask for that are told no type. */
export const WITHOUT_TYPE: readonly RecordType[] = ['A', 'AAAA'];
