import { canonical, isAddress, isIPv4, isIPv6, type RecordData, type RecordType } from '../../model/index.ts';
import type { Position } from '../../scenario/index.ts';
import { type AskedOutcome, asked, NO_NAME, NOTHING, outcomeOf, SILENCE, WITHOUT_TYPE } from './asked.ts';
import { type CommandQuestion, questionsOf } from './dns-command.ts';
import type { DnsFinding, DnsFormat } from './dns-finding.ts';
import { mistake, quoted } from './mistake.ts';
import { isWritten, type PastedLine, shortened } from './pasted-lines.ts';
import type { PastedSection } from './pasted-sections.ts';

/** Lines that no other program prints, on Linux and on Windows; Windows translates only what stands before the colons. */
const SIGNS =
  /^(?:;; |Server:\s|\S+\s+service = \d|\S+\s+SRV service location:|\*\*\*? .*|\S+\s+(?:internet|AAAA IPv6) address = |.{1,40}:\s+\S+$)/;
const SURE_SIGNS =
  /^(?:(?:Default )?Server:\s|\S+\s+service = \d|\S+\s+SRV service location:|\*\*\*? .*can't find |\*\*\* .*: Non-existent domain|\S+\s+(?:internet|AAAA IPv6) address = |DNS request timed out)/i;

/** What `nslookup` prints, on Linux and on Windows, also in other languages, and in a session of its own with `> `. */
export const nslookupOutput: DnsFormat = {
  name: 'nslookup',
  recognises: ({ command, lines }) =>
    lines.some(({ text }) => SURE_SIGNS.test(text)) ||
    (command?.program === 'nslookup' && lines.some(({ text }) => SIGNS.test(text))) ||
    startsWithServer(lines),
  read: readNslookup,
};

/** `Serveur :   resolver.lan`, then `Address:  192.0.2.53`, then nothing: in whichever language. */
function startsWithServer(lines: readonly PastedLine[]): boolean {
  const first = lines.findIndex(isWritten);
  const [, next] = LABEL.exec(lines[first]?.text.trimEnd() ?? '') ? lines.slice(first) : [];
  return next !== undefined && ADDRESSES.test(next.text.trimEnd());
}

const LABEL = /^([^\s:=][^:=]{0,40}?)\s?:\s+(\S+)$/;
const ADDRESSES =
  /^(?:Address(?:es)?|Adresse?[ns]?|Direcci[oó]n(?:es)?|Indirizz[oi]|Endere[cç]os?|Adressen|Adresy?)\s?:\s+(\S+)$/i;
const NAMES = /^(?:Name|Nom|Nombre|Nome|Naam|Nazwa|Namn|Navn|Nimi|Имя|名称|名前|이름)$/i;
const SERVERS = /^(?:.{0,12}Server|Serveur|Servidor|Serwer|Palvelin|Сервер|服务器|サーバー|서버)$/i;
const ALIASES = /^Alias(?:es)?\s?:\s+(\S+)$/i;
const SRV_FIELD = /^\s+(priority|weight|port|svr hostname)\s+= (\S+)$/;
const SOA_FIELD =
  /^\s+(?:primary name server|responsible mail addr|serial|refresh|retry|expire|default TTL|origin|mail addr|minimum)\s+= /;
/** What stands between answers, and of the attempts of which another may have succeeded. */
const BETWEEN =
  /^(?:.{1,60}:|;; communications error .*|;; Got .*|;; Truncated.*|\s+timeout was .*|DNS request timed out\.|-+|\s*ttl = .*|.*, type = .*|\s+-> {2}.*)$/;
const CANNOT_FIND = /^\*\*\*? .*:\s*([^:]+)$/;

interface NslookupState {
  question: CommandQuestion | undefined;
  /** The type that `set type=` chose. */
  type: string | undefined;
  /** The server's own lines come first, up to a blank one. */
  isServer: boolean;
  sawServer: boolean;
  name: string | undefined;
  srv: { owner: string; at: Position; fields: Map<string, string> } | undefined;
  foundAny: boolean;
  soaAt: Position | undefined;
  /** Between two rules stands what `-debug` adds. */
  isDebug: boolean;
}

function* readNslookup({ command, lines }: PastedSection): Generator<DnsFinding> {
  const state: NslookupState = {
    question: command?.program === 'nslookup' ? questionsOf(command)[0] : undefined,
    type: undefined,
    isServer: false,
    sawServer: false,
    name: undefined,
    srv: undefined,
    foundAny: false,
    soaAt: undefined,
    isDebug: false,
  };
  for (const line of lines) {
    for (const finding of readLine(state, { ...line, text: line.text.trimEnd() })) {
      if (finding.kind === 'record') state.foundAny = true;
      yield finding;
    }
  }
  yield* endOfAnswer(state);
}

function* readLine(state: NslookupState, line: PastedLine): Generator<DnsFinding> {
  const { text } = line;
  if (text === '') {
    state.isServer = false;
    return;
  }
  if (/^-{10,}$/.test(text)) state.isDebug = !state.isDebug;
  if (state.isDebug) return;
  if (text.startsWith('>'))
    return yield* readOwnPrompt(state, shortened(line, text.length - text.replace(/^>+ ?/, '').length));
  const field = SRV_FIELD.exec(text);
  if (field && state.srv) return yield* readSrvField(state, field[1] ?? '', field[2] ?? '');
  const record = recordIn(state, line);
  if (record) return yield* record;
  if (SOA_FIELD.test(text)) state.soaAt ??= line.at;
  else if (/^\s+\S+$/.test(text) && state.name !== undefined && isAddress(text.trim()))
    yield addressOf(state.name, text.trim(), line.at);
  else if (!(yield* readLabel(state, line))) throw unknown(line);
}

/** `set type=SRV`, or a name: a session of its own. */
function* readOwnPrompt(state: NslookupState, { text, at }: PastedLine): Generator<DnsFinding> {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const type = /^(?:type|q|querytype|ty)=(\S+)$/i.exec(words[1] ?? '')?.[1];
  if (words[0]?.toLowerCase() === 'set') state.type = type ?? state.type;
  else if (words.length > 0 && !/^(?:server|exit|lserver)$/i.test(words[0] ?? '')) {
    yield* endOfAnswer(state);
    const isOwn = state.type === undefined ? [] : [`-type=${state.type}`];
    state.question = questionsOf({
      program: 'nslookup',
      words: [...isOwn, ...words],
      isChained: false,
      at,
    })[0];
  }
}

/** A line that holds a whole record, or begins an SRV record; `undefined`: none. */
function recordIn(state: NslookupState, { text, at }: PastedLine): Generator<DnsFinding> | undefined {
  const [, owner = '', rest = ''] = /^(\S+)\s+(\S.*)$/.exec(text) ?? [];
  const srv = /^service = (\d{1,5}) (\d{1,5}) (\d{1,5}) (\S+)$/.exec(rest);
  if (srv) return one(srvRecord(owner, srv.slice(1), at));
  if (rest === 'SRV service location:') {
    state.srv = { owner, at, fields: new Map() };
    return none();
  }
  const [, what = '', value = ''] =
    /^(internet address|AAAA IPv6 address|canonical name|text|nameserver|mail exchanger) = ?(.*)$/.exec(
      rest,
    ) ?? [];
  const aaaa = /^has AAAA address (\S+)$/.exec(rest)?.[1];
  if (aaaa !== undefined) return one(addressOf(owner, aaaa, at));
  if (what.endsWith('address')) return one(addressOf(owner, value, at));
  if (what === 'canonical name') return one(recordOf(owner, { type: 'CNAME', target: canonical(value) }, at));
  if (what === 'text') return one(recordOf(owner, { type: 'TXT', text: value.replace(/^"|"$/g, '') }, at));
  if (what !== '')
    return one({ kind: 'other', owner: canonical(owner), type: what === 'nameserver' ? 'NS' : 'MX' });
  return rest.startsWith('MX preference')
    ? one({ kind: 'other', owner: canonical(owner), type: 'MX' })
    : undefined;
}

function* one(finding: DnsFinding): Generator<DnsFinding> {
  yield finding;
}

function* none(): Generator<DnsFinding> {}

/** `Name:`, `Address:`, `Server:` in whichever language, and what says that there is nothing; `false`: nothing of the kind. */
function* readLabel(state: NslookupState, line: PastedLine): Generator<DnsFinding, boolean> {
  const { text, at } = line;
  if (text.startsWith('**')) {
    yield* cannotFind(state, line);
    return true;
  }
  if (/^;; (?:connection timed out; )?no servers could be reached/.test(text)) {
    yield* outcomeFor(state, undefined, SILENCE, line);
    return true;
  }
  const address = ADDRESSES.exec(text)?.[1];
  if (address !== undefined) {
    const name = state.isServer ? undefined : state.name;
    if (name !== undefined) yield addressOf(name, address, at);
    return true;
  }
  const alias = ALIASES.exec(text)?.[1];
  if (alias !== undefined && state.name !== undefined) {
    yield recordOf(alias, { type: 'CNAME', target: canonical(state.name) }, at);
    return true;
  }
  const [, label = '', value = ''] = LABEL.exec(text) ?? [];
  if (label !== '') {
    // In a language that is not known here the server comes first, too.
    state.isServer = SERVERS.test(label) || (!state.sawServer && !NAMES.test(label));
    state.sawServer ||= state.isServer;
    state.name = state.isServer ? undefined : value;
    return true;
  }
  // A name alone stands above the SOA record of its zone.
  return BETWEEN.test(text) || /^[\w.-]+$/.test(text);
}

function* cannotFind(state: NslookupState, line: PastedLine): Generator<DnsFinding> {
  const reason = (CANNOT_FIND.exec(line.text)?.[1] ?? '').trim().replace(/\.$/, '');
  const name = nameWithin(line.text);
  const noRecords =
    /^\*\*\* No (?:internal type for both IPv4 and IPv6 Addresses \(A\+AAAA\)|(\S+)) records available for (\S+)/.exec(
      line.text,
    );
  if (noRecords) yield* outcomeFor(state, noRecords[2], NOTHING, line);
  else if (/non-existent domain|NXDOMAIN/i.test(reason)) yield* outcomeFor(state, name, NO_NAME, line);
  else if (/no answer/i.test(reason)) yield* outcomeFor(state, name, NOTHING, line);
  else if (/no response from server|timed? ?-?out/i.test(line.text))
    yield* outcomeFor(state, /timed/i.test(line.text) ? undefined : name, SILENCE, line);
  else if (/refused/i.test(reason)) yield* outcomeFor(state, name, { kind: 'failed', why: 'REFUSED' }, line);
  else if (/server failed|unspecified error/i.test(reason))
    yield* outcomeFor(state, name, { kind: 'failed', why: 'SERVFAIL' }, line);
  else if (/^[A-Z]{4,10}$/.test(reason)) yield* outcomeFor(state, name, outcomeOf(reason) ?? NOTHING, line);
  else throw unknown(line);
}

/** The last name before the colon: that of the server stands before it, in every language. */
function nameWithin(text: string): string | undefined {
  const before = text.slice(0, Math.max(0, text.lastIndexOf(':')));
  return before
    .split(/\s+/)
    .filter((word) => /^[\w-]+(?:\.[\w-]+)+\.?$/.test(word))
    .at(-1);
}

/** Of which type the question was tells the command line, or else the name. */
function* outcomeFor(
  state: NslookupState,
  name: string | undefined,
  outcome: AskedOutcome,
  { text, at }: PastedLine,
): Generator<DnsFinding> {
  const { question } = state;
  state.foundAny = true;
  if (name !== undefined && outcome === NO_NAME) return yield* asked(name, undefined, outcome);
  if (!question)
    throw mistake(at, `${quoted(text)} does not say what was asked`, 'paste the command line above it, too');
  for (const type of typesOf(question)) yield* asked(name ?? question.name, type, outcome);
}

const typesOf = ({ type, isOther }: CommandQuestion): readonly RecordType[] =>
  isOther ? [] : type === undefined ? WITHOUT_TYPE : [type];

/** Windows shows the SOA record of the zone where there is no record of the type. */
function* endOfAnswer(state: NslookupState): Generator<DnsFinding> {
  const { question, soaAt, foundAny, srv } = state;
  if (srv)
    throw mistake(
      srv.at,
      'this SRV record is cut off',
      'paste its priority, weight, port and svr hostname, too',
    );
  if (soaAt && !foundAny && !question)
    throw mistake(
      soaAt,
      'this says that there is no such record, and not which',
      'paste the command line above it, too',
    );
  if (soaAt && !foundAny && question)
    for (const type of typesOf(question)) yield* asked(question.name, type, NOTHING);
  state.foundAny = false;
  state.soaAt = undefined;
}

function* readSrvField(state: NslookupState, field: string, value: string): Generator<DnsFinding> {
  const { srv } = state;
  srv?.fields.set(field, value);
  if (!srv || srv.fields.size < 4) return;
  const words = ['priority', 'weight', 'port', 'svr hostname'].map((key) => srv.fields.get(key) ?? '');
  state.srv = undefined;
  yield srvRecord(srv.owner, words, srv.at);
}

function srvRecord(
  owner: string,
  [priority, weight, port, target = '']: readonly string[],
  at: Position,
): DnsFinding {
  const [first, second, third] = [priority, weight, port].map(Number) as [number, number, number];
  const name = target === '.' ? '.' : canonical(target);
  return recordOf(owner, { type: 'SRV', priority: first, weight: second, port: third, target: name }, at);
}

function addressOf(owner: string, address: string, at: Position): DnsFinding {
  if (isIPv4(address)) return recordOf(owner, { type: 'A', address }, at);
  if (isIPv6(address)) return recordOf(owner, { type: 'AAAA', address }, at);
  throw mistake(at, `${quoted(address)} is no address`, 'paste what nslookup prints, whole');
}

const recordOf = (owner: string, data: RecordData, at: Position): DnsFinding => ({
  kind: 'record',
  owner: canonical(owner),
  data,
  at,
});

function unknown({ text, at }: PastedLine): Error {
  const hint =
    'paste what other programs print with their command lines, or in a file of its own (another --zone)';
  return mistake(at, `${quoted(text)} is no line of nslookup, as which this is read`, hint);
}
