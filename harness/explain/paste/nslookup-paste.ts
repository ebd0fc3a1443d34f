import { isAddress } from '../../model/index.ts';
import type { Position } from '../../scenario/index.ts';
import { asked, NOTHING, SILENCE } from './asked.ts';
import { type CommandQuestion, questionsOf } from './dns-command.ts';
import type { DnsFinding, DnsFormat } from './dns-finding.ts';
import { mistake, quoted } from './mistake.ts';
import { outcomeFor, outcomeSaid, typesOf } from './nslookup-outcome.ts';
import { addressOf, aliasOf, recordIn, srvRecord } from './nslookup-records.ts';
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
const SRV_BEGINS = /^(\S+)\s+SRV service location:$/;
const SRV_FIELD = /^\s+(priority|weight|port|svr hostname)\s+= (\S+)$/;
const SOA_FIELD =
  /^\s+(?:primary name server|responsible mail addr|serial|refresh|retry|expire|default TTL|origin|mail addr|minimum)\s+= /;
/** What stands between answers, and of the attempts of which another may have succeeded. */
const BETWEEN =
  /^(?:.{1,60}:|;; communications error .*|;; Got .*|;; Truncated.*|\s+timeout was .*|DNS request timed out\.|-+|\s*ttl = .*|.*, type = .*|\s+-> {2}.*)$/;

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
  const owner = SRV_BEGINS.exec(text)?.[1];
  const record = recordIn(line);
  if (record) yield record;
  else if (owner !== undefined) state.srv = { owner, at: line.at, fields: new Map() };
  else if (SOA_FIELD.test(text)) state.soaAt ??= line.at;
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

/** `Name:`, `Address:`, `Server:` in whichever language, and what says that there is nothing; `false`: nothing of the kind. */
function* readLabel(state: NslookupState, line: PastedLine): Generator<DnsFinding, boolean> {
  const { text, at } = line;
  if (text.startsWith('**')) {
    const said = outcomeSaid(line);
    if (!said) throw unknown(line);
    state.foundAny = true;
    yield* outcomeFor(state.question, said, line);
    return true;
  }
  if (/^;; (?:connection timed out; )?no servers could be reached/.test(text)) {
    state.foundAny = true;
    yield* outcomeFor(state.question, { outcome: SILENCE }, line);
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
    yield aliasOf(alias, state.name, at);
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

function unknown({ text, at }: PastedLine): Error {
  const hint =
    'paste what other programs print with their command lines, or in a file of its own (another --zone)';
  return mistake(at, `${quoted(text)} is no line of nslookup, as which this is read`, hint);
}
