import type { DnsEvent } from '../../evidence/index.ts';
import type { DnsAnswer, OwnedRecord, RecordSet } from '../../model/index.ts';
import { asciiLower, LONGEST_CHAIN, setFor, setsAt } from '../../model/index.ts';
import type { Directory } from './directory.ts';

export type TimedRecord = OwnedRecord & { readonly ttl: number };

/** What the zones say to a question, before it is put into bytes. */
export interface DnsReply {
  /** The case whose name was asked, open or closed; null for a name of nobody. */
  readonly serial: number | null;
  readonly answer: DnsEvent['answer'];
  readonly records: readonly TimedRecord[];
  readonly additional: readonly TimedRecord[];
  /** Seconds: of the SOA in an answer without records. */
  readonly negativeTtl: number;
  readonly truncate: boolean;
  /** Some answer on the way comes from a name server that does not know EDNS. */
  readonly edns?: false;
  /** Milliseconds. */
  readonly delay: number;
  /** The sets whose next answer is due after this one. */
  readonly used: readonly RecordSet[];
}

/** How often a set was used before. */
export type TurnOf = (set: RecordSet) => number;

const NEGATIVE_TTL = 60;

/** Answers `type` (a number where it has no name) of `name` (letter case as asked). */
export function answerQuestion(directory: Directory, name: string, type: string, turnOf: TurnOf): DnsReply {
  const first = directory.find(asciiLower(name));
  const draft: Draft = {
    serial: first?.serial ?? null,
    records: [],
    additional: [],
    used: [],
    delay: 0,
    truncate: false,
  };
  const seen = new Set<string>();
  let owner = name;
  // RFC 1034 3.6.2: the chain goes into the answer, and the last name of it decides the result.
  for (let at = asciiLower(name); seen.size < LONGEST_CHAIN && !seen.has(at); at = asciiLower(owner)) {
    seen.add(at);
    const found = findSet(directory, at, type);
    if (typeof found === 'string') return finish(draft, found);

    const answer = takeTurn(found, turnOf);
    draft.used.push(found);
    draft.delay += answer.delay ?? 0;
    draft.truncate ||= answer.truncate === true;
    if (answer.edns === false) draft.edns = false;
    if (answer.drop === true) return finish(draft, 'dropped');
    draft.additional.push(...answer.additional.map((record) => ({ ...record, ttl: answer.ttl })));
    if (answer.rcode !== undefined) return finish(draft, answer.rcode, answer.ttl);
    draft.records.push(...answer.records.map((record) => ({ ...record, owner, ttl: answer.ttl })));
    const { strays = [] } = answer;
    draft.records.push(...strays.map((record) => ({ ...record, ttl: answer.ttl })));

    const alias = answer.records.find((record) => record.type === 'CNAME');
    if (alias?.type !== 'CNAME' || type === 'CNAME')
      return finish(draft, answer.records.length + strays.length === 0 ? 'NODATA' : 'NOERROR', answer.ttl);
    owner = alias.target;
  }
  // A loop, or a chain that no resolver would have followed: what those say who look for others.
  return finish({ ...draft, records: [] }, 'SERVFAIL');
}

interface Draft {
  readonly serial: number | null;
  readonly records: TimedRecord[];
  readonly additional: TimedRecord[];
  readonly used: RecordSet[];
  delay: number;
  truncate: boolean;
  edns?: false;
}

function finish(draft: Draft, answer: DnsEvent['answer'], negativeTtl = NEGATIVE_TTL): DnsReply {
  return { ...draft, answer, negativeTtl };
}

function takeTurn(set: RecordSet, turnOf: TurnOf): DnsAnswer {
  return set.answers[Math.min(turnOf(set), set.answers.length - 1)] ?? set.answers[0];
}

function findSet(directory: Directory, name: string, type: string): RecordSet | 'NODATA' | 'NXDOMAIN' {
  const zone = directory.find(name)?.zone;
  // Where the chain leaves our zones there is nobody else to ask.
  const sets = zone && setsAt(zone, name);
  // RFC 8020: denied is only what has nothing below it; else whoever asks label by label would stop at `test`.
  if (sets === undefined) return directory.isAbove(name) ? 'NODATA' : 'NXDOMAIN';
  // RFC 8482: ANY may be answered with any one set.
  if (type === 'ANY') return sets[0] ?? 'NODATA';
  // The whole name may be declared to fail for one type only; the others are empty, and the name exists.
  return setFor(sets, type) ?? 'NODATA';
}
