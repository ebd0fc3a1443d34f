import { canonical, type RecordType } from '../../model/index.ts';
import { type AskedOutcome, asked, askedType, NOTHING, outcomeOf } from './asked.ts';
import type { DnsFinding } from './dns-finding.ts';

/** A record of an answer section, as far as following aliases needs it. */
export interface AnsweredRecord {
  readonly owner: string;
  readonly type: string;
  /** Of a CNAME record. */
  readonly target?: string;
}

/** One answer of a name server, as programs print it. */
export interface DnsMessage {
  /** `NOERROR`; absent: it was not printed, and nothing is told of what there is not. */
  readonly status?: string;
  readonly questions: readonly { readonly name: string; readonly type: string }[];
  readonly answers: readonly AnsweredRecord[];
  /** The flags `ra`, of a server that follows aliases, and `aa`, of one that speaks for the zone. */
  readonly flags: ReadonlySet<string>;
  /** It says where the zone of the last name begins: what is not in it is not there (RFC 2308). */
  readonly hasSoa: boolean;
}

/** What became of the questions of a message: of the name that was asked for, and of the name that its aliases lead to. */
export function* questionsIn(message: DnsMessage): Generator<DnsFinding> {
  const { status, questions, answers } = message;
  if (status === undefined) return;
  for (const { name, type: word } of questions) {
    const type = askedType(word);
    const first = canonical(name);
    const last = lastAlias(first, answers);
    if (last !== first) yield* asked(first, type, { kind: 'records' });
    const outcome = outcomeOf(status) ?? outcomeAt(message, last, type, last === first);
    if (outcome) yield* asked(last, type, outcome);
  }
}

export const newMessage = (): OpenMessage => ({
  questions: [],
  answers: [],
  flags: new Set(),
  hasSoa: false,
});

/** A message that is still being read. */
export interface OpenMessage {
  status?: string;
  questions: DnsMessage['questions'][number][];
  answers: AnsweredRecord[];
  flags: ReadonlySet<string>;
  hasSoa: boolean;
}

function outcomeAt(
  { answers, flags, hasSoa }: DnsMessage,
  name: string,
  type: RecordType | undefined,
  isFirst: boolean,
): AskedOutcome | undefined {
  if (answers.some((record) => record.owner === name && record.type === type)) return { kind: 'records' };
  return flags.has('ra') || hasSoa || (flags.has('aa') && isFirst) ? NOTHING : undefined;
}

function lastAlias(name: string, answers: readonly AnsweredRecord[]): string {
  const aliases = new Map(
    answers.flatMap(({ owner, target }) => (target === undefined ? [] : [[owner, target] as const])),
  );
  let last = name;
  for (let links = 0; links < 16; links++) last = aliases.get(last) ?? last;
  return last;
}
