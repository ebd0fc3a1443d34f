import type { DnsAnswer, RecordSet } from './case.ts';
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
  if (rcode === 'NXDOMAIN') return { kind: 'none', why: 'NXDOMAIN', varies, truncated, ttl };
  if (rcode) return { kind: 'failed', why: rcode, varies, truncated, ttl };
  if (records.length === 0) return { kind: 'none', why: 'NODATA', varies, truncated, ttl };
  return { kind: 'records', records, varies, truncated, ttl };
}

/** V-13: a truncated answer arrives too, over TCP. */
function arrives(answer: DnsAnswer): boolean {
  return !answer.drop && (answer.delay ?? 0) < PATIENCE_MS;
}
