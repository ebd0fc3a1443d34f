import { domainToASCII } from 'node:url';
import {
  type Case,
  type Host,
  type HttpAnswer,
  isAddress,
  type OwnedRecord,
  parentOfWildcard,
  type RecordData,
  sitesOf,
  spellingsOf,
  type Zone,
} from '../../model/index.ts';
import { LOOPBACK_ADDRESSES } from '../bind/bind-machine.ts';

/**
 * Everything that a resolver could be led to by something in the world of a case, right or wrong: whatever it takes the
 * target of a record, the host of a redirect or a piece of a text for, and whichever port it combines with that.
 */
export interface Leads {
  /** In lower case, without final dot. Owner names of services (`_matrix._tcp.…`) and wildcards are among them. */
  readonly names: ReadonlySet<string>;
  readonly addresses: ReadonlySet<string>;
  readonly ports: ReadonlySet<number>;
}

/** Nobody needs to be told of these: HTTP, HTTPS, federation, and what clients' homeservers often listen on. */
const USUAL_PORTS = [80, 443, 8008, 8448];

export function leadsOf(c: Case): Leads {
  const leads = known.get(c) ?? findLeads(c);
  known.set(c, leads);
  return leads;
}

/** Several rules of the lint want them. */
const known = new WeakMap<Case, Leads>();

function findLeads(c: Case): Leads {
  const worlds = c.rounds ?? [c];
  const trail = new Trail(
    worlds.map(({ zone }) => zone),
    worlds.flatMap(({ hosts }) => hosts),
    // A target without its final dot belongs below the name of its zone: some read an absolute one so, too.
    [...(c.machine?.search ?? []), c.name],
  );
  trail.read(c.server);
  for (const { resolve } of c.rounds ?? []) for (const server of resolve) trail.read(server);
  trail.toTheEnd();
  return trail;
}

/** The name that a service is offered under: `fed.x.test` of `_matrix._tcp.fed.x.test`, `*._tcp.fed.x.test`, and the like. */
export function nameOfService(owner: string): string {
  return owner.replace(/^(?:.*\.)?_[^.]*\./, '');
}

class Trail implements Leads {
  readonly names = new Set<string>();
  readonly addresses = new Set<string>();
  readonly ports = new Set(USUAL_PORTS);
  readonly #records = new Map<string, RecordsOf>();
  readonly #hosts: readonly Host[];
  readonly #domains: readonly string[];
  readonly #heard = new Set<Host>();

  constructor(zones: readonly Zone[], hosts: readonly Host[], domains: readonly string[]) {
    for (const [owner, sets] of zones.flatMap((zone) => Object.entries(zone))) {
      const answers = sets.flatMap((set) => set.answers);
      const of = this.#records.get(owner) ?? { records: [], additional: [] };
      of.records.push(...answers.flatMap(({ records }) => records));
      of.additional.push(...answers.flatMap(({ additional }) => additional));
      this.#records.set(owner, of);
    }
    this.#hosts = hosts;
    this.#domains = domains;
  }

  /** What leads on from what is known, until nothing new comes of it. */
  toTheEnd(): void {
    let before = -1;
    while (before !== this.#size) {
      before = this.#size;
      for (const [owner, of] of this.#records) if (this.#isAsked(owner)) this.#follow(owner, of);
      for (const host of this.#hosts)
        if (this.addresses.has(host.ipv4) || this.addresses.has(host.ipv6)) this.#hear(host);
    }
  }

  get #size(): number {
    return this.names.size + this.addresses.size + this.ports.size + this.#heard.size;
  }

  /** A careless parser may find a name in any part of a text, and so may we. */
  read(text: string): void {
    for (const reading of readingsOf(text)) {
      for (const [name] of reading.matchAll(/[a-z0-9_-]+(?:\.[a-z0-9_-]+)+/g)) this.names.add(name);
      for (const owner of this.#records.keys()) if (reading.includes(owner)) this.names.add(owner);
      for (const address of addressesIn(reading)) this.addresses.add(address);
      for (const host of this.#hosts) {
        if (spellingsOf(host).some((each) => standsIn(reading, each.toLowerCase())))
          this.addresses.add(host.ipv4);
      }
      for (const [digits] of reading.matchAll(/\d+/g)) this.#port(digits);
    }
  }

  /** Whether somebody asks for the records of this owner. */
  #isAsked(owner: string): boolean {
    const name = nameOfService(owner);
    if (this.names.has(owner) || this.names.has(name)) return true;
    const unsearched = this.#domains
      .filter((domain) => name.endsWith(`.${domain}`))
      .map((domain) => name.slice(0, -domain.length - 1));
    if (unsearched.some((each) => this.names.has(each) || each === '*')) return true;
    // Of `fed` the services are asked for: `*.fed` answers.
    const parent = parentOfWildcard(name);
    return (
      parent !== undefined && [...this.names].some((each) => each === parent || each.endsWith(`.${parent}`))
    );
  }

  #follow(owner: string, { records, additional }: RecordsOf): void {
    this.names.add(owner);
    for (const record of additional) this.names.add(record.owner.toLowerCase());
    for (const record of [...records, ...additional]) {
      switch (record.type) {
        case 'A':
        case 'AAAA':
          this.addresses.add(record.address);
          break;
        case 'CNAME':
          this.#target(record.target);
          break;
        case 'SRV':
          this.ports.add(record.port);
          // AMB-1: who makes an address of the empty name comes to the machine itself.
          if (record.target === '.') this.addresses.add(LOOPBACK_ADDRESSES.ipv4);
          else this.#target(record.target);
          break;
        case 'TXT':
          break;
        default:
          record satisfies never;
      }
    }
  }

  /** V-17: one that looks like an address is taken for it by some. */
  #target(name: string): void {
    this.names.add(name.toLowerCase());
    for (const address of addressesIn(name)) this.addresses.add(address);
  }

  /** All that a machine says on any port, once its address is known. */
  #hear(host: Host): void {
    if (this.#heard.has(host)) return;
    this.#heard.add(host);
    const sites = host.listeners.flatMap(sitesOf);
    const answers = sites.flatMap(({ routes }) => routes.flatMap((route) => route.answers));
    for (const text of answers.flatMap(textsOf)) this.read(text);
  }

  /** As written, cut to as many digits as a port has, or what is left of it in 16 bits. */
  #port(digits: string): void {
    for (const text of [digits, digits.slice(0, 4), digits.slice(0, 5)])
      this.ports.add(Number(text) % 65_536);
  }
}

interface RecordsOf {
  readonly records: RecordData[];
  readonly additional: OwnedRecord[];
}

function textsOf({ body, raw, location, headers }: HttpAnswer): string[] {
  const bytes = [body, ...(raw ? [raw] : [])].filter(({ length }) => length > 0);
  return [
    ...bytes.flatMap(decoded),
    ...(location === undefined ? [] : [location]),
    ...Object.values(headers).flat(),
  ];
}

function decoded(bytes: Uint8Array): string[] {
  const encodings = bytes.includes(0) ? ['utf-8', 'utf-16le', 'utf-16be'] : ['utf-8'];
  return encodings.map((encoding) => new TextDecoder(encoding).decode(bytes));
}

/** A text as it is, and as those read it who undo percent signs, JSON escapes and letters outside ASCII, or leave out blanks. */
function readingsOf(text: string): string[] {
  const plain = text.toLowerCase();
  const unescaped = plain
    .replace(/\\u([0-9a-f]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/%([0-9a-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .normalize('NFKC')
    .toLowerCase();
  const ascii = unescaped.replace(/[^\s"'\\/<>{}[\],:@?#]+/g, (part) =>
    // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly what is outside ASCII.
    /[^\x00-\x7f]/.test(part) ? domainToASCII(part) : part,
  );
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what URL parsers leave out.
  const solid = unescaped.replace(/[\x00-\x20\x7f]+/g, '');
  return [...new Set([plain, unescaped, ascii, solid])];
}

/** Whole, and not a part of a longer number. */
function standsIn(text: string, spelling: string): boolean {
  const at = text.indexOf(spelling);
  if (at < 0) return false;
  const after = text[at + spelling.length] ?? '';
  return !/[0-9a-f]/.test(after) || standsIn(text.slice(at + 1), spelling);
}

/** In every spelling that URL parsers take for one: `0x7f000001` and `127.1` too, and IPv6 of any length. */
function addressesIn(text: string): string[] {
  const ipv4 = [...text.matchAll(/[0-9a-fx]+(?:\.[0-9a-fx]+)*/g)].map(([literal]) => hostOfUrl(literal));
  const ipv6 = [...text.matchAll(/[0-9a-f:.]*:[0-9a-f:.]*/g)].flatMap(([literal]) =>
    [literal, literal.replace(/^:(?=[^:])|:$/, '')].map((each) => hostOfUrl(`[${each}]`)),
  );
  return [...ipv4, ...ipv6].filter(isAddress);
}

function hostOfUrl(host: string): string {
  const url = `http://${host}/`;
  return /\d/.test(host) && URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, '') : '';
}
