import { canonical } from '../../model/index.ts';
import type { Position } from '../../scenario/index.ts';
import type { Suspicion } from '../paste.ts';
import type { DnsFinding, DnsFormat } from './dns-finding.ts';
import { mistake, quoted } from './mistake.ts';
import type { PastedSection } from './pasted-sections.ts';
import { type ReadType, typeNamed } from './read-types.ts';
import { readData } from './record-data.ts';
import { isTtl, readTtl } from './ttl.ts';
import { absoluteName, dotMissing, dotMissingInTarget, isOddTarget } from './zone-names.ts';
import { type Entry, entriesOf, type Token } from './zone-tokens.ts';

/** A line that has the shape of a record, or a directive. */
const LOOKS_LIKE_A_ZONE =
  /^(?:\$(?:ORIGIN|TTL|INCLUDE|GENERATE)\s|[^\s;]*\s+(?:\d+[smhdw]?\s+)?(?:IN\s+)?(?:\d+[smhdw]?\s+)?(?:A|AAAA|CNAME|SRV|SOA|NS|MX|TXT|CAA|ALIAS|ANAME|TYPE\d+)\s+\S)/i;

/**
 * A zone file (RFC 1035, section 5), or single records written so, as `dig +noall +answer` prints them. A zone has an SOA
 * record or `$ORIGIN`, and is complete below that.
 */
export const zoneFile: DnsFormat = {
  name: 'a zone file',
  recognises: ({ lines }) => lines.some(({ text }) => LOOKS_LIKE_A_ZONE.test(text)),
  read: readZone,
};

/** What is in force from entry to entry. */
interface ZoneState {
  origin: string;
  owner: string | undefined;
  ttl: number;
  /** Something in it that only zone files have: a directive, or a relative name. */
  isZone: boolean;
  readonly owners: Set<string>;
  /** Targets without final dot, of which it can be told only at the end whether the zone has such a name. */
  readonly targets: { readonly token: Token; readonly origin: string }[];
  readonly landmarks: Extract<DnsFinding, { kind: 'landmark' }>[];
}

function* readZone(section: PastedSection, origin: string): Generator<DnsFinding> {
  const state: ZoneState = {
    origin,
    owner: undefined,
    ttl: 3600,
    isZone: false,
    owners: new Set(),
    targets: [],
    landmarks: [],
  };
  for (const entry of entriesOf(section.lines)) {
    if (entry.kind === 'comment') continue;
    if (entry.tokens[0].text.startsWith('$')) yield* direct(state, entry.tokens[0], entry.tokens[1]);
    else yield* readEntry(state, entry);
  }
  for (const { token, origin: below } of state.targets)
    yield* suspicionOf(dotMissingInTarget(token, below, (name) => state.owners.has(name)));
  if (isWholeZone(state, section)) yield* state.landmarks;
}

/** An SOA record that was asked for alone is no zone: a zone has NS records and other names beside it. */
function isWholeZone({ isZone, landmarks, owners }: ZoneState, { command }: PastedSection): boolean {
  if (command?.program === 'dig' && !command.words.some((word) => /^-?axfr$/i.test(word))) return false;
  const tops = landmarks.filter(({ mark }) => mark === 'SOA').map(({ owner }) => owner);
  const isServed = landmarks.some(({ mark, owner }) => mark === 'NS' && tops.includes(owner));
  return isZone || (isServed && owners.size > 1);
}

function* direct(state: ZoneState, directive: Token, value: Token | undefined): Generator<DnsFinding> {
  const word = directive.text.toUpperCase();
  state.isZone = true;
  if (word === '$ORIGIN' && value) {
    yield* suspicionOf(dotMissing(value, state.origin));
    state.origin = absoluteName(value.text, state.origin);
    state.landmarks.push({ kind: 'landmark', mark: 'origins', owner: state.origin });
  } else if (word === '$TTL' && value && isTtl(value.text)) state.ttl = readTtl(value.text);
  else {
    const hint = 'write $ORIGIN name or $TTL seconds; paste what other directives stand for';
    throw mistake(directive.position, `${directive.text} cannot be read`, hint);
  }
}

/** `[name] [TTL] [class] type data`, TTL and class in either order. */
function* readEntry(state: ZoneState, { inherits, tokens, comment }: Entry): Generator<DnsFinding> {
  const [first] = tokens;
  const rest = tokens.slice(inherits || lacksName(first) ? 0 : 1);
  if (!inherits) yield* suspicionOf(dotMissing(first, state.origin));
  const owner = inherits || lacksName(first) ? ownerBefore(state, first) : nameIn(state, first);
  state.owner = owner;
  let { ttl } = state;
  let at = 0;
  for (; at < 2; at++) {
    const word = rest[at]?.text ?? '';
    if (isTtl(word)) ttl = readTtl(word);
    else if (word.toUpperCase() !== 'IN') break;
  }
  const type = rest[at];
  const form = 'this is read as a zone file, where an entry is: name [ttl] [IN] type data';
  if (!type || first.text.startsWith('#'))
    throw mistake(first.position, `${quoted(first.text)} has no record`, form);
  const kind = typeNamed(type.text);
  if (!kind) throw mistake(type.position, `${quoted(type.text)} is no record type`, form);
  state.owners.add(owner);
  if (/\bcf-proxied:true\b/.test(comment)) yield { kind: 'proxied', owner };
  if (kind === 'other') yield* readOther(state, owner, type.text.toUpperCase(), rest[at + 1]);
  else yield* readRecord(state, { owner, ttl, kind, type, data: rest.slice(at + 1), at: first.position });
}

interface RecordWords {
  readonly owner: string;
  readonly ttl: number;
  readonly kind: ReadType;
  readonly type: Token;
  readonly data: readonly Token[];
  readonly at: Position;
}

function* readRecord(
  state: ZoneState,
  { owner, ttl, kind, type, data: words, at }: RecordWords,
): Generator<DnsFinding> {
  const data = readData(kind, type, words, (token) => nameIn(state, token));
  const target = data.type === 'SRV' ? words[3] : data.type === 'CNAME' ? words[0] : undefined;
  yield { kind: 'record', owner, ttl, data, at, ...(target && { targetAt: target.position }) };
  if (target) state.targets.push({ token: target, origin: state.origin });
}

function* readOther(
  state: ZoneState,
  owner: string,
  type: string,
  value: Token | undefined,
): Generator<DnsFinding> {
  yield { kind: 'other', owner, type };
  if (type === 'SOA' || type === 'NS' || type === 'DNAME')
    state.landmarks.push({ kind: 'landmark', mark: type, owner });
  if ((type === 'ALIAS' || type === 'ANAME') && value) {
    state.targets.push({ token: value, origin: state.origin });
    yield { kind: 'alias', owner, target: nameIn(state, value) };
  }
}

function* suspicionOf(suspicion: Suspicion | undefined): Generator<DnsFinding> {
  if (suspicion) yield { kind: 'suspicion', suspicion };
}

function nameIn(state: ZoneState, { text }: Token): string {
  if (isOddTarget(text)) return canonical(text);
  if (!text.endsWith('.')) state.isZone ||= !text.includes('.');
  return absoluteName(text, state.origin);
}

function ownerBefore({ owner }: ZoneState, first: Token): string {
  if (owner !== undefined) return owner;
  const hint = 'start its line with the name, without a blank before it';
  throw mistake(first.position, 'the first entry has no name', hint);
}

/** Where all lines are indented the indent is no part of them, and a line may still begin with what stands behind the name. */
function lacksName({ text, position }: Token): boolean {
  return position.column > 1 && (isTtl(text) || text.toUpperCase() === 'IN' || typeNamed(text) !== undefined);
}
