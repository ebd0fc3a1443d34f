import { canonical, isIPv4, isIPv6, type RecordType } from '../../model/index.ts';
import type { Position } from '../../scenario/index.ts';
import { type AskedOutcome, asked, NO_NAME, NOTHING, outcomeOf, SILENCE, WITHOUT_TYPE } from './asked.ts';
import { type CommandQuestion, questionsOf } from './dns-command.ts';
import type { DnsFinding, DnsFormat } from './dns-finding.ts';
import { mistake, quoted } from './mistake.ts';
import { isWritten, type PastedLine } from './pasted-lines.ts';
import type { PastedCommand, PastedSection } from './pasted-sections.ts';
import { typeNamed } from './read-types.ts';
import { readData } from './record-data.ts';
import { type ResolvedService, serviceIn } from './resolvectl-service.ts';

const LINK = /\s+-- link: \S+$/;
const FAILED = /^(\S+): resolve call failed: (.*)$/;
const ADDRESS = /^(\S+): (\S+)$/;
const RECORD = /^(\S+) IN ([A-Z0-9]+) (\S.*)$/;

/** What `resolvectl query` prints, also with `--type`, and `resolvectl service`. */
export const resolvectlOutput: DnsFormat = {
  name: 'resolvectl',
  recognises: ({ command, lines }) =>
    lines.some(
      ({ text }) =>
        LINK.test(text.slice(-200)) ||
        FAILED.test(text) ||
        / \[priority=\d+, weight=\d+\]$/.test(text.trimEnd().slice(-200)) ||
        text.startsWith('-- Information acquired via '),
    ) ||
    ((command?.program === 'resolvectl' || command?.program === 'systemd-resolve') && lines.some(isWritten)),
  read: readResolvectl,
};

/** A name, and what was printed of it so far. */
interface OpenName {
  readonly name: string;
  readonly addresses: { readonly address: string; readonly at: Position }[];
}

function* readResolvectl({ command, lines }: PastedSection): Generator<DnsFinding> {
  const found = new Map<string, Set<RecordType>>();
  let open: OpenName | undefined;
  let service: ResolvedService | undefined;
  for (const line of lines.filter(isWritten)) {
    const text = line.text.trimEnd().replace(LINK, '').trimEnd();
    const { at } = line;
    const [, failed, why = ''] = FAILED.exec(text) ?? [];
    const [, owner, type = '', data = ''] = RECORD.exec(text) ?? [];
    const [, host, address = ''] = ADDRESS.exec(text) ?? [];
    const end = /^\s+\((\S+)\)$/.exec(text)?.[1];
    const resolved = serviceIn({ text, at }, service);
    if (resolved) {
      if (open) yield* addressesOf(open, open.name, found, at);
      ({ service } = resolved);
      open = { name: service.host, addresses: [] };
      yield resolved.record;
    } else if (open && end !== undefined) {
      yield* addressesOf(open, end, found, at);
      open = undefined;
    } else if (open && /^\s+\S+$/.test(text)) open.addresses.push({ address: text.trim(), at });
    else if (!text.startsWith('--')) {
      if (open) yield* addressesOf(open, open.name, found, at);
      open = host === undefined ? undefined : { name: host, addresses: [{ address, at }] };
      if (failed !== undefined) yield* failure(failed, why, command, line);
      else if (owner !== undefined) yield recordOf(owner, type, data, line);
      else if (!open) throw unknown(line);
    }
  }
  if (open) yield* addressesOf(open, open.name, found, { file: '', line: 1, column: 1 });
  yield* notThere(command, found);
}

/** `end`: the name that the aliases lead to, whose the addresses are. `at`: where it stands. */
function* addressesOf(
  { name, addresses }: OpenName,
  end: string,
  found: Map<string, Set<RecordType>>,
  at: Position,
): Generator<DnsFinding> {
  for (const each of addresses) {
    const finding = addressOf(end, each.address, each.at);
    if (finding.kind === 'record') note(found, name, finding.data.type);
    yield finding;
  }
  if (canonical(end) !== canonical(name))
    yield { kind: 'record', owner: canonical(name), data: { type: 'CNAME', target: canonical(end) }, at };
}

function recordOf(owner: string, word: string, data: string, { at }: PastedLine): DnsFinding {
  const kind = typeNamed(word);
  if (kind === undefined || kind === 'other') return { kind: 'other', owner: canonical(owner), type: word };
  const texts = kind === 'TXT' ? [data.replace(/^"|"$/g, '')] : data.trim().split(/\s+/);
  const tokens = texts.map((text) => ({ text, quoted: false, position: at }));
  const type = { text: word, quoted: false, position: at };
  return {
    kind: 'record',
    owner: canonical(owner),
    data: readData(kind, type, tokens, ({ text }) => canonical(text)),
    at,
  };
}

function addressOf(name: string, address: string, at: Position): DnsFinding {
  const owner = canonical(name);
  if (isIPv4(address)) return { kind: 'record', owner, data: { type: 'A', address }, at };
  if (isIPv6(address)) return { kind: 'record', owner, data: { type: 'AAAA', address }, at };
  throw mistake(at, `${quoted(address)} is no address`, 'paste what resolvectl query prints, whole');
}

function* failure(
  name: string,
  why: string,
  command: PastedCommand | undefined,
  { text, at }: PastedLine,
): Generator<DnsFinding> {
  const outcome = outcomeIn(why);
  if (!outcome) throw mistake(at, `${quoted(text)} is not understood`, 'paste what `dig NAME TYPE` prints');
  if (outcome === NO_NAME) return yield* asked(name, undefined, outcome);
  const question = questionFor(name, command);
  if (!question)
    throw mistake(at, `${quoted(text)} does not say what was asked`, 'paste the command line above it, too');
  if (question.isOther) return;
  for (const type of question.type === undefined ? WITHOUT_TYPE : [question.type])
    yield* asked(name, type, outcome);
}

function outcomeIn(why: string): AskedOutcome | undefined {
  const error = /returned error:? (?:rcode )?([A-Z]+)/.exec(why.slice(0, 400))?.[1];
  if (error !== undefined) return outcomeOf(error);
  return SENTENCES.find(([pattern]) => pattern.test(why.slice(0, 400)))?.[1];
}

const SENTENCES: readonly (readonly [pattern: RegExp, outcome: AskedOutcome])[] = [
  [/does not have any RR of the requested type/, NOTHING],
  [/not found$/i, NO_NAME],
  [/timed out|All attempts to contact|No appropriate name servers/i, SILENCE],
  [/DNSSEC validation failed|Received invalid reply/i, { kind: 'failed', why: 'SERVFAIL' }],
];

function questionFor(name: string, command: PastedCommand | undefined): CommandQuestion | undefined {
  const questions = command ? questionsOf(command) : [];
  return questions.find((question) => canonical(question.name) === canonical(name)) ?? questions[0];
}

/** It asks for A and AAAA together, and says nothing of what there is not. */
function* notThere(
  command: PastedCommand | undefined,
  found: ReadonlyMap<string, ReadonlySet<RecordType>>,
): Generator<DnsFinding> {
  // Of the hosts of a service it leaves out those that could not be asked for.
  if (!command || command.words.some((word) => /^(?:-[46]|service)$/.test(word))) return;
  for (const [name, types] of found) {
    const question = questionFor(name, command);
    if (!question || question.type !== undefined || question.isOther) continue;
    for (const type of WITHOUT_TYPE)
      yield* asked(name, type, types.has(type) ? { kind: 'records' } : NOTHING);
  }
}

function note(found: Map<string, Set<RecordType>>, name: string, type: RecordType): void {
  const types = found.get(name) ?? new Set<RecordType>();
  types.add(type);
  found.set(name, types);
}

function unknown({ text, at }: PastedLine): Error {
  const hint =
    'paste what other programs print with their command lines, or in a file of its own (another --zone)';
  return mistake(at, `${quoted(text)} is no line of resolvectl, as which this is read`, hint);
}
