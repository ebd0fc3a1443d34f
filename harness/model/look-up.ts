import type { RecordData, Zone } from './case.ts';
import type { DnsOddity } from './dns-oddities.ts';
import type { NameAnswer } from './facts.ts';
import { canonical } from './name.ts';
import { answerOf, odd } from './name-answer.ts';
import type { Rcode } from './rcodes.ts';
import type { RecordType } from './record-types.ts';
import { LONGEST_CHAIN, setsIn } from './zone.ts';

/** What a stub resolver learns from one question, aliases followed. */
export type Lookup = {
  /** Every name on the way, the one asked for left out. */
  readonly aliases: readonly string[];
  /** Some answer on the way changes from question to question; the first that arrives was taken. */
  readonly varies: boolean;
  /** What was found came over TCP only. */
  readonly truncated: boolean;
  /** What is odd about some answer on the way; absent: nothing. */
  readonly oddities?: readonly DnsOddity[];
} & (
  | { readonly kind: 'found'; readonly records: readonly RecordData[] }
  | { readonly kind: 'none'; readonly why: 'NXDOMAIN' | 'NODATA' | 'unaskable' }
  | { readonly kind: 'failed'; readonly why: Exclude<Rcode, 'NXDOMAIN'> | 'silence' | 'alias loop' }
);

/** A look-up that ends at a name of which nothing is known. */
export interface UnknownLookup {
  readonly kind: 'unknown';
  /** What has to be known: the name asked for, or the last of its aliases. */
  readonly name: string;
  readonly aliases: readonly string[];
  readonly varies: boolean;
  readonly truncated: boolean;
  readonly oddities?: readonly DnsOddity[];
}

export type LookUp = (name: string, type: RecordType) => Lookup;

/** The zone as a resolver sees it: wildcards, empty non-terminals and aliases by RFC 1034, 4592 and 8020. */
export function openZone(zone: Zone): LookUp {
  const setsAt = setsIn(zone);
  return (name, type) => followAliases((at) => answerOf(setsAt(at), type), name, type);
}

/** What a stub resolver learns from one question, given what each name on the way answers: aliases are followed. */
export function followAliases(answerAt: (name: string) => NameAnswer, name: string, type: RecordType): Lookup;
export function followAliases(
  answerAt: (name: string) => NameAnswer | undefined,
  name: string,
  type: RecordType,
): Lookup | UnknownLookup;
export function followAliases(
  answerAt: (name: string) => NameAnswer | undefined,
  name: string,
  type: RecordType,
): Lookup | UnknownLookup {
  const aliases: string[] = [];
  let varies = false;
  let truncated = false;
  const oddities = new Set<DnsOddity>();
  const way = () => ({ aliases, varies, truncated, ...odd([...oddities]) });
  let at = canonical(name);
  const seen = new Set<string>();
  for (;;) {
    if (!isAskable(at)) return { kind: 'none', why: 'unaskable', ...way() };
    if (seen.has(at) || seen.size >= LONGEST_CHAIN) return { kind: 'failed', why: 'alias loop', ...way() };
    seen.add(at);
    const answer = answerAt(at);
    if (!answer) return { kind: 'unknown', name: at, ...way() };
    varies ||= answer.varies === true;
    truncated ||= answer.truncated === true;
    for (const oddity of answer.oddities ?? []) oddities.add(oddity);
    if (answer.kind === 'none') return { kind: 'none', why: answer.why, ...way() };
    if (answer.kind === 'failed') return { kind: 'failed', why: answer.why, ...way() };
    const records = answer.records.filter((record) => record.type === type);
    if (records.length > 0) return { kind: 'found', records, ...way() };
    const alias = answer.records.find((record) => record.type === 'CNAME');
    if (!alias) return { kind: 'none', why: 'NODATA', ...way() };
    at = canonical(alias.target);
    aliases.push(at);
  }
}

/** DNS carries labels of 1 to 63 octets and names of up to 253. */
function isAskable(name: string): boolean {
  return name.length <= 253 && name.split('.').every((label) => label.length > 0 && label.length <= 63);
}
