import { canonical, type RecordData } from '../../model/index.ts';
import { type AskedOutcome, asked, askedType, NOTHING, outcomeOf, SILENCE, WITHOUT_TYPE } from './asked.ts';
import { questionsOf } from './dns-command.ts';
import type { DnsFinding, DnsFormat } from './dns-finding.ts';
import { mistake, quoted } from './mistake.ts';
import { isWritten, type PastedLine } from './pasted-lines.ts';
import type { PastedCommand, PastedSection } from './pasted-sections.ts';

/** `example.org has address 192.0.2.1`: what stands between the name and the data, and how the data is read. */
const RECORDS: readonly (readonly [pattern: RegExp, data: (words: readonly string[]) => RecordData])[] = [
  [/^(\S+) has address ([\d.]+)$/, ([address = '']) => ({ type: 'A', address })],
  [/^(\S+) has IPv6 address ([\da-fA-F:.]+)$/, ([address = '']) => ({ type: 'AAAA', address })],
  [/^(\S+) is an alias for (\S+)$/, ([target = '']) => ({ type: 'CNAME', target: canonical(target) })],
  [/^(\S+) descriptive text "(.*)"$/, ([text = '']) => ({ type: 'TXT', text })],
  [
    /^(\S+) has SRV record (\d{1,5}) (\d{1,5}) (\d{1,5}) (\S+)$/,
    ([priority, weight, port, target = '']) => ({
      type: 'SRV',
      priority: Number(priority),
      weight: Number(weight),
      port: Number(port),
      target: target === '.' ? '.' : canonical(target),
    }),
  ],
];

const OTHERS: readonly (readonly [pattern: RegExp, type: string])[] = [
  [/^(\S+) mail is handled by /, 'MX'],
  [/^(\S+) name server /, 'NS'],
  [/^(\S+) has SOA record /, 'SOA'],
  [/^(\S+) domain name pointer /, 'PTR'],
  [/^(\S+) has HTTP service bindings? /, 'HTTPS'],
  [/^(\S+) has ([A-Z0-9]+) record /, 'CAA'],
];

const NOT_FOUND = /^Host (\S+) not found: \d+\(([A-Z0-9]+)\)$/;
const NO_RECORD = /^(\S+) has no ([A-Z0-9]+) record$/;
const NO_ANSWER = /^;; (?:connection timed out; )?no servers could be reached$/;
/** The server that was asked, where the command names it; and attempts of which another may have succeeded. */
const HEAD =
  /^(?:Using domain server:|Name: \S+|Address: \S+|Aliases:.*|;; communications error to .*|;; Warning.*|;; Truncated.*)$/;

/** What `host` prints. */
export const hostOutput: DnsFormat = {
  name: 'host',
  recognises: ({ lines, command }) =>
    lines.some(
      ({ text }) =>
        RECORDS.some(([pattern]) => pattern.test(text)) || NOT_FOUND.test(text) || NO_RECORD.test(text),
    ) ||
    (command?.program === 'host' && lines.some(({ text }) => NO_ANSWER.test(text))),
  read: readHost,
};

function* readHost({ command, lines }: PastedSection): Generator<DnsFinding> {
  const found = new Set<string>();
  for (const line of lines.filter(isWritten)) {
    for (const finding of readLine({ ...line, text: line.text.trim() }, command)) {
      if (finding.kind === 'record') found.add(`${finding.owner} ${finding.data.type}`);
      yield finding;
    }
  }
  yield* notThere(command, found);
}

function* readLine({ text, at }: PastedLine, command: PastedCommand | undefined): Generator<DnsFinding> {
  for (const [pattern, data] of RECORDS) {
    const [, owner, ...words] = pattern.exec(text) ?? [];
    if (owner !== undefined) return yield { kind: 'record', owner: canonical(owner), data: data(words), at };
  }
  const [, name, rcode] = NOT_FOUND.exec(text) ?? [];
  const outcome = rcode === undefined ? undefined : outcomeOf(rcode);
  const [, lacking, type] = NO_RECORD.exec(text) ?? [];
  const other = OTHERS.map(([pattern, kind]) => ({ owner: pattern.exec(text)?.[1], kind })).find(
    ({ owner }) => owner,
  );
  if (name !== undefined && outcome) yield* failed(name, outcome, command, { text, at });
  else if (lacking !== undefined) yield* asked(lacking, askedType(type ?? ''), NOTHING);
  else if (NO_ANSWER.test(text)) yield* failed(undefined, SILENCE, command, { text, at });
  else if (other?.owner !== undefined)
    yield { kind: 'other', owner: canonical(other.owner), type: other.kind };
  else if (!HEAD.test(text)) {
    const hint =
      'paste what other programs print with their command lines, or in a file of its own (another --zone)';
    throw mistake(at, `${quoted(text)} is no line of host, as which this is read`, hint);
  }
}

/** It does not say of which type the question was, and where it says nothing of the name: the command line does. */
function* failed(
  name: string | undefined,
  outcome: AskedOutcome,
  command: PastedCommand | undefined,
  { text, at }: PastedLine,
): Generator<DnsFinding> {
  if (name !== undefined && outcome.kind === 'none') return yield* asked(name, undefined, outcome);
  const [question] = command ? questionsOf(command) : [];
  if (!question)
    throw mistake(at, `${quoted(text)} does not say what was asked`, 'paste the command line above it, too');
  if (question.isOther) return;
  for (const type of question.type === undefined ? WITHOUT_TYPE : [question.type])
    yield* asked(name ?? question.name, type, outcome);
}

/** Without `-t` it asks for A and AAAA, and says nothing of what there is not. */
function* notThere(command: PastedCommand | undefined, found: ReadonlySet<string>): Generator<DnsFinding> {
  const [question] = command?.program === 'host' ? questionsOf(command) : [];
  if (!question || question.type !== undefined || question.isOther) return;
  const name = canonical(question.name);
  const types = WITHOUT_TYPE;
  if (!types.some((type) => found.has(`${name} ${type}`))) return;
  for (const type of types)
    yield* asked(name, type, found.has(`${name} ${type}`) ? { kind: 'records' } : NOTHING);
}
