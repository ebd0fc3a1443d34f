import type { DnsAnswer, RecordData, Zone } from './case.ts';
import { canonical } from './name.ts';
import type { Rcode } from './rcodes.ts';
import type { RecordType } from './record-types.ts';
import { LONGEST_CHAIN, type SetsAt, setFor, setsIn } from './zone.ts';

/** What a stub resolver learns from one question, aliases followed. */
export type Lookup = {
  /** Every name on the way, the one asked for left out. */
  readonly aliases: readonly string[];
  /** Some answer on the way changes from question to question; the first that arrives was taken. */
  readonly varies: boolean;
  /** What was found came over TCP only. */
  readonly truncated: boolean;
} & (
  | { readonly kind: 'found'; readonly records: readonly RecordData[] }
  | { readonly kind: 'none'; readonly why: 'NXDOMAIN' | 'NODATA' | 'unaskable' }
  | { readonly kind: 'failed'; readonly why: Exclude<Rcode, 'NXDOMAIN'> | 'silence' | 'alias loop' }
);

export type LookUp = (name: string, type: RecordType) => Lookup;

/** glibc asks twice and waits five seconds each time. */
const PATIENCE_MS = 10_000;

/** What is taken for the record sets of a name, where something else than the present ones may be known of it. */
export type RecallSets = (name: string, type: RecordType, present: ReturnType<SetsAt>) => ReturnType<SetsAt>;

/** The zone as a resolver sees it: wildcards, empty non-terminals and aliases by RFC 1034, 4592 and 8020. */
export function openZone(zone: Zone, recall: RecallSets = (_name, _type, present) => present): LookUp {
  const setsAt = setsIn(zone);
  return (name, type) => follow((at) => recall(at, type, setsAt(at)), name, type);
}

function follow(setsAt: SetsAt, name: string, type: RecordType): Lookup {
  const aliases: string[] = [];
  let varies = false;
  let truncated = false;
  let at = canonical(name);
  const seen = new Set<string>();
  for (;;) {
    if (!isAskable(at)) return { kind: 'none', why: 'unaskable', aliases, varies, truncated };
    if (seen.has(at) || seen.size >= LONGEST_CHAIN)
      return { kind: 'failed', why: 'alias loop', aliases, varies, truncated };
    seen.add(at);
    const sets = setsAt(at);
    if (!sets) return { kind: 'none', why: 'NXDOMAIN', aliases, varies, truncated };
    const set = setFor(sets, type);
    if (!set) return { kind: 'none', why: 'NODATA', aliases, varies, truncated };
    varies ||= set.answers.length > 1;
    const answer = set.answers.find(arrives);
    if (!answer) return { kind: 'failed', why: 'silence', aliases, varies, truncated };
    truncated ||= answer.truncate === true;
    if (answer.rcode === 'NXDOMAIN') return { kind: 'none', why: 'NXDOMAIN', aliases, varies, truncated };
    if (answer.rcode) return { kind: 'failed', why: answer.rcode, aliases, varies, truncated };
    const records = answer.records.filter((r) => r.type === type);
    if (records.length > 0) return { kind: 'found', records, aliases, varies, truncated };
    const alias = answer.records.find((r) => r.type === 'CNAME');
    if (!alias) return { kind: 'none', why: 'NODATA', aliases, varies, truncated };
    at = canonical(alias.target);
    aliases.push(at);
  }
}

/** V-13: a truncated answer arrives too, over TCP. */
export function arrives(answer: DnsAnswer): boolean {
  return !answer.drop && (answer.delay ?? 0) < PATIENCE_MS;
}

/** DNS carries labels of 1 to 63 octets and names of up to 253. */
function isAskable(name: string): boolean {
  return name.length <= 253 && name.split('.').every((label) => label.length > 0 && label.length <= 63);
}
