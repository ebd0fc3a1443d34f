import type { DnsAnswer, RecordSet } from './case.ts';
import type { DnsOddity } from './dns-oddities.ts';
import type { NameAnswer } from './facts.ts';
import type { RecordType } from './record-types.ts';
import { setFor } from './zone.ts';

/** glibc asks twice and waits five seconds each time. */
const PATIENCE_MS = 10_000;

/** What a name server that has these record sets answers to a question for `type`; none: the name does not exist. */
export function answerOf(sets: readonly RecordSet[] | undefined, type: RecordType): NameAnswer {
  if (!sets) return { kind: 'none', why: 'NXDOMAIN' };
  const set = setFor(sets, type);
  if (!set) return { kind: 'none', why: 'NODATA' };
  const varies = set.answers.length > 1;
  const answer = set.answers.find(arrives);
  if (!answer) return { kind: 'failed', why: 'silence', varies };
  const { rcode, records, ttl, truncate: truncated = false } = answer;
  const how = { varies, truncated, ttl, ...odd(odditiesOf(sets, set, answer)) };
  if (rcode === 'NXDOMAIN') return { kind: 'none', why: 'NXDOMAIN', ...how };
  if (rcode) return { kind: 'failed', why: rcode, ...how };
  if (records.length === 0) return { kind: 'none', why: 'NODATA', ...how };
  return { kind: 'records', records, ...how };
}

function odditiesOf(sets: readonly RecordSet[], set: RecordSet, answer: DnsAnswer): DnsOddity[] {
  const beside = set.type !== 'CNAME' && sets.some(({ type }) => type === 'CNAME');
  return [
    ...(answer.strays?.length ? (['strays'] as const) : []),
    ...(answer.edns === false ? (['no EDNS'] as const) : []),
    ...(beside ? (['beside an alias'] as const) : []),
  ];
}

/** As a part of an answer: absent where there is nothing odd. */
export function odd(oddities: readonly DnsOddity[]): { readonly oddities?: readonly DnsOddity[] } {
  return oddities.length === 0 ? {} : { oddities };
}

/** V-13: a truncated answer arrives too, over TCP. */
function arrives(answer: DnsAnswer): boolean {
  return !answer.drop && (answer.delay ?? 0) < PATIENCE_MS;
}
