import { canonical } from '../../model/index.ts';
import { asked, SILENCE } from './asked.ts';
import { newMessage, type OpenMessage, questionsIn } from './dig-message.ts';
import { type CommandQuestion, questionsOf } from './dns-command.ts';
import type { DnsFinding, DnsFormat } from './dns-finding.ts';
import { isLeftOut, leftOut } from './left-out.ts';
import { mistake, quoted } from './mistake.ts';
import type { PastedLine } from './pasted-lines.ts';
import { type PastedSection, readCommand } from './pasted-sections.ts';
import { typeNamed } from './read-types.ts';
import { readData } from './record-data.ts';
import { isTtl, readTtl } from './ttl.ts';
import { type Entry, entriesOf } from './zone-tokens.ts';

const BANNER = /^; <<>> \S+ \S+(?: \S+)? <<>>(.*)$/;
const HEADER = /^;; ->>HEADER<<- .*?(?:status|rcode): ([A-Z0-9]+)/;
const FLAGS = /^;; flags:([^;]*);/i;
const SECTION = /^;; ([A-Z]+) (?:PSEUDO)?SECTION:/;
const QUESTION = /^;+ ?(\S+)\s+IN\s+([A-Z0-9]+)$/;
/** No server answered, in the words of dig, host and nslookup, of kdig, and of drill. */
const NO_ANSWER =
  /^(?:;; (?:connection timed out; )?no servers could be reached|;; ERROR: failed to query server|Error: error sending query)/i;

/** What `dig` prints, and with it `drill`, `kdig` and `host -v`: it answers its QUESTION sections, with a status. */
export const digOutput: DnsFormat = {
  name: 'dig',
  recognises: ({ lines, command }) =>
    lines.some(
      ({ text }) =>
        text.startsWith(';; ->>HEADER<<-') ||
        /^;; (?:QUESTION|ANSWER) SECTION:/.test(text) ||
        (NO_ANSWER.test(text) && command?.program !== 'host' && command?.program !== 'nslookup'),
    ) && !lines.some(({ text }) => /^(?:\$ORIGIN|\$TTL|Server:)\s/.test(text)),
  read: readDig,
};

interface DigState {
  /** Of the banner or the command line before it. */
  commanded: readonly CommandQuestion[];
  section: string;
  /** Its records have begun. */
  isAnswer: boolean;
  message: OpenMessage;
}

function* readDig({ command, lines }: PastedSection): Generator<DnsFinding> {
  const state: DigState = {
    commanded: command ? questionsOf(command) : [],
    section: 'ANSWER',
    isAnswer: false,
    message: newMessage(),
  };
  for (const entry of entriesOf(lines)) {
    if (entry.kind === 'entry') yield* readLine(state, entry);
    else yield* readComment(state, entry.line);
  }
  yield* endOfMessage(state);
}

function* readComment(state: DigState, { text, at }: PastedLine): Generator<DnsFinding> {
  const banner = BANNER.exec(text);
  const status = HEADER.exec(text)?.[1];
  const section = SECTION.exec(text)?.[1];
  const flags = FLAGS.exec(text)?.[1];
  if (banner || status !== undefined) yield* endOfMessage(state);
  if (banner) state.commanded = questionsOf(readCommand(`dig ${banner[1] ?? ''}`, at));
  else if (status !== undefined) state.message.status = status;
  else if (section !== undefined) {
    state.section = section;
    state.isAnswer = section === 'ANSWER';
  } else if (text.trim() === '') state.isAnswer = false;
  else if (NO_ANSWER.test(text)) yield* noAnswer(state, { text, at });
  else if (/^; Transfer failed/.test(text)) throw transferFailed(at);
  else if (flags !== undefined) state.message.flags = new Set(flags.trim().split(' '));
  else if (state.section === 'QUESTION') {
    const [, name, type] = QUESTION.exec(text) ?? [];
    if (name !== undefined && type !== undefined) state.message.questions.push({ name, type });
  }
}

function* endOfMessage(state: DigState): Generator<DnsFinding> {
  const { message, commanded } = state;
  const [only] = commanded;
  // `+noquestion`
  if (message.questions.length === 0 && commanded.length === 1 && only && !only.isOther)
    message.questions.push({ name: only.name, type: only.type ?? 'A' });
  yield* questionsIn(message);
  state.message = newMessage();
  state.section = 'ANSWER';
  state.isAnswer = false;
}

function* noAnswer(state: DigState, { text, at }: PastedLine): Generator<DnsFinding> {
  if (state.commanded.length === 0) {
    const hint = 'paste the command line above it, too';
    throw mistake(at, `${quoted(text)} does not say what was asked`, hint);
  }
  for (const { name, type, isOther } of state.commanded)
    if (!isOther) yield* asked(name, type ?? 'A', SILENCE);
}

/** A record. Whatever stands in it is absolute. */
function* readLine(state: DigState, { tokens }: Entry): Generator<DnsFinding> {
  const [first, ...others] = tokens;
  // `host -v` says so, and what `drill` says of a failure is no comment.
  if (/^(?:Trying|Received)$/.test(first.text)) return;
  if (isLeftOut({ text: tokens.map(({ text }) => text).join(' '), at: first.position })) {
    // What is left out of the answer may be records.
    if (state.isAnswer) throw leftOut(first.position);
    return;
  }
  if (first.text === 'Error:')
    return yield* noAnswer(state, { text: tokens.map(({ text }) => text).join(' '), at: first.position });
  const rest = others.filter(({ text }, index) => index > 1 || !(isTtl(text) || text === 'IN'));
  const ttl = others.slice(0, 2).find(({ text }) => isTtl(text));
  const [type, ...words] = rest;
  const kind = typeNamed(type?.text ?? '');
  if (!type || !kind) {
    const what = `${quoted(tokens.map(({ text }) => text).join(' '))} is no line of dig, as which this is read`;
    const hint =
      'paste what other programs print with their command lines, or in a file of its own (another --zone)';
    throw mistake(first.position, what, hint);
  }
  const owner = canonical(first.text);
  state.isAnswer ||= state.section === 'ANSWER';
  const typeName = kind === 'other' ? type.text : kind;
  if (state.section === 'AUTHORITY') {
    state.message.hasSoa ||= typeName.toUpperCase() === 'SOA';
    return;
  }
  if (kind === 'other') {
    yield { kind: 'other', owner, type: typeName.toUpperCase() };
    if (state.section === 'ANSWER') state.message.answers.push({ owner, type: typeName.toUpperCase() });
    return;
  }
  const data = readData(kind, type, words, ({ text }) => canonical(text));
  yield { kind: 'record', owner, ...(ttl && { ttl: readTtl(ttl.text) }), data, at: first.position };
  if (state.section !== 'ANSWER') return;
  state.message.answers.push({ owner, type: kind, ...(data.type === 'CNAME' && { target: data.target }) });
}

function transferFailed(at: PastedLine['at']): Error {
  const hint = 'the name server gives its zone to nobody: paste `dig NAME TYPE` for each name';
  return mistake(at, 'the zone was not transferred', hint);
}
