import { isIPv4 } from 'node:net';
import { keysOf } from '../base/index.ts';
import {
  asciiLower,
  canonical,
  isIPv6,
  RECORD_TYPES,
  type RecordData,
  type RecordSet,
  type RecordType,
  type Zone,
} from '../model/index.ts';
import { ScenarioError } from '../scenario/index.ts';
import { completenessOf, type Landmarks } from './zone-extent.ts';
import { type Entry, readEntries, type Token } from './zone-tokens.ts';

export interface ZoneFile {
  /** A name that has only records that play no part is here, too, with no record sets: it exists. */
  readonly zone: Zone;
  /** Whether all records of a name are there: what is missing does not exist. Of names outside the zone nothing is told. */
  readonly isComplete: (name: string) => boolean;
  /** Types that play no part in finding a server, by how many records there are. */
  readonly ignored: ReadonlyMap<string, number>;
}

/** Those that the specification looks at. HTTPS and SVCB records play no part in finding a server (N-8). */
type ReadType = Exclude<RecordType, 'HTTPS' | 'SVCB'>;
const isRead = (type: RecordType): type is ReadType => type !== 'HTTPS' && type !== 'SVCB';
const TYPES = keysOf(RECORD_TYPES).filter(isRead);
/** Of RFC 1035, or `TYPE65`: everything that is written like one and is none of ours. */
const OTHER_TYPE = /^(?:[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*)$/i;
/** Seconds, or `1h30m` as BIND writes it. */
const TTL = /^(?:\d+|(?:\d+[smhdw])+)$/i;
const UNIT: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** A comment above each part of an answer that `dig` prints; a zone that it transfers (AXFR) has none. */
const ANSWER_OF_DIG = /^;; (?:->>HEADER<<-|[A-Z]+ SECTION:)/m;

/**
 * Reads a zone file (RFC 1035, section 5), or the output of `dig`. Names without a final dot are relative to `origin`
 * until the file says `$ORIGIN`. A zone file has an SOA record or `$ORIGIN`, and is complete below that; all else is single
 * answers. Throws a ScenarioError with file:line:column at the first mistake.
 */
export function readZoneFile(file: string, text: string, origin: string): ZoneFile {
  const reader = new Reader(canonical(origin));
  for (const entry of readEntries(file, text)) reader.read(entry);
  const zone = reader.zone();
  // The SOA record of an answer comes with names that do not exist: the zone itself is not there.
  const isComplete = ANSWER_OF_DIG.test(text) ? () => false : completenessOf(zone, reader.landmarks);
  return { zone, isComplete, ignored: reader.ignored };
}

class Reader {
  readonly ignored = new Map<string, number>();
  readonly landmarks: Landmarks = {
    SOA: new Set(),
    origins: new Set(),
    NS: new Set(),
    DNAME: new Set(),
    ALIAS: new Set(),
  };
  readonly #owners = new Set<string>();
  readonly #records: { readonly owner: string; readonly ttl: number; readonly data: RecordData }[] = [];
  #origin: string;
  #owner: string | undefined;
  #ttl = 3600;

  constructor(origin: string) {
    this.#origin = origin;
  }

  read({ inherits, tokens }: Entry): void {
    const [first] = tokens;
    if (first.text.startsWith('$')) this.#direct(first, tokens[1]);
    else
      this.#record(
        inherits ? this.#ownerBefore(first) : this.#name(first),
        tokens.slice(inherits ? 0 : 1),
        first,
      );
  }

  zone(): Zone {
    return Object.fromEntries(
      [...this.#owners].map((owner) => [owner, TYPES.flatMap((type) => this.#set(owner, type))]),
    );
  }

  #set(owner: string, type: ReadType): RecordSet[] {
    const set = this.#records.filter((record) => record.owner === owner && record.data.type === type);
    if (set.length === 0) return [];
    const ttl = Math.min(...set.map((record) => record.ttl));
    return [{ type, answers: [{ records: set.map(({ data }) => data), ttl, additional: [] }] }];
  }

  #direct(directive: Token, value: Token | undefined): void {
    const word = directive.text.toUpperCase();
    if (word === '$ORIGIN' && value) {
      this.#origin = this.#name(value);
      this.landmarks.origins.add(this.#origin);
    } else if (word === '$TTL' && value && TTL.test(value.text)) this.#ttl = seconds(value.text);
    else {
      const hint = 'write $ORIGIN name or $TTL seconds; paste what other directives stand for';
      throw mistake(directive, `${directive.text} cannot be read`, hint);
    }
  }

  /** `[TTL] [class] type data`, the first two in either order. */
  #record(owner: string, rest: readonly Token[], first: Token): void {
    this.#owner = owner;
    let ttl = this.#ttl;
    let at = 0;
    for (; at < 2; at++) {
      const word = rest[at]?.text ?? '';
      if (TTL.test(word)) ttl = seconds(word);
      else if (word.toUpperCase() !== 'IN') break;
    }
    const type = rest[at];
    if (!type) throw mistake(first, `${first.text} has no record`, 'an entry is: name [ttl] [IN] type data');
    const kind = type.text.toUpperCase();
    const known = TYPES.find((one) => one === kind);
    this.#owners.add(owner);
    if (known) this.#records.push({ owner, ttl, data: this.#data(known, type, rest.slice(at + 1)) });
    else if (OTHER_TYPE.test(type.text)) this.#ignore(owner, kind);
    else
      throw mistake(
        type,
        `${JSON.stringify(type.text)} is no record type`,
        'an entry is: name [ttl] [IN] type data',
      );
  }

  #ignore(owner: string, kind: string): void {
    if (kind === 'SOA' || kind === 'NS' || kind === 'DNAME') this.landmarks[kind].add(owner);
    if (kind === 'ALIAS' || kind === 'ANAME') this.landmarks.ALIAS.add(owner);
    this.ignored.set(kind, (this.ignored.get(kind) ?? 0) + 1);
  }

  #data(type: ReadType, at: Token, data: readonly Token[]): RecordData {
    const [first = at] = data;
    const count = type === 'SRV' ? 4 : 1;
    if (type === 'TXT' ? data.length === 0 : data.length !== count) {
      throw mistake(
        at,
        `${type} takes ${RECORD_TYPES[type]}, and here come ${data.length} words`,
        'see the line',
      );
    }
    switch (type) {
      case 'A':
        if (!isIPv4(first.text))
          throw mistake(first, `${first.text} is no IPv4 address`, 'such as 192.0.2.1');
        return { type, address: first.text };
      case 'AAAA':
        if (!isIPv6(first.text))
          throw mistake(first, `${first.text} is no IPv6 address`, 'such as 2001:db8::1');
        return { type, address: first.text };
      case 'CNAME':
        return { type, target: this.#name(first) };
      case 'TXT':
        return { type, text: data.map(({ text }) => text).join('') };
      case 'SRV': {
        const [priority, weight, port] = data.slice(0, 3).map(number16) as [number, number, number];
        const target = data[3] ?? at;
        return { type, priority, weight, port, target: target.text === '.' ? '.' : this.#name(target) };
      }
      default:
        return type satisfies never;
    }
  }

  #ownerBefore(first: Token): string {
    if (this.#owner !== undefined) return this.#owner;
    throw mistake(
      first,
      'the first entry has no name',
      'start its line with the name, without a blank before it',
    );
  }

  /** Absolute, in lower case, without final dot. */
  #name({ text }: Token): string {
    if (text === '@') return this.#origin;
    const name = asciiLower(text);
    if (name === '.') return '';
    if (name.endsWith('.')) return name.slice(0, -1);
    return this.#origin === '' ? name : `${name}.${this.#origin}`;
  }
}

function number16(token: Token): number {
  const value = Number(token.text);
  if (/^\d+$/.test(token.text) && value <= 65_535) return value;
  throw mistake(
    token,
    `${token.text} is no number from 0 to 65535`,
    'SRV takes priority, weight, port and target',
  );
}

function seconds(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  return [...text.toLowerCase().matchAll(/(\d+)([smhdw])/g)].reduce(
    (sum, [, count, unit = 's']) => sum + Number(count) * (UNIT[unit] ?? 1),
    0,
  );
}

function mistake({ position }: Token, what: string, hint: string): ScenarioError {
  return new ScenarioError({ code: 'bad-value', what, hint }, position);
}
