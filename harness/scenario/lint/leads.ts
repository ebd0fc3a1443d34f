import { domainToASCII } from 'node:url';
import {
  answersOf,
  type Case,
  type Host,
  type HttpAnswer,
  hasOddOctets,
  isAddress,
  type OwnedRecord,
  parentOfWildcard,
  type RecordData,
  type ServiceBinding,
  sitesOf,
  spellingsOf,
  type Zone,
} from '../../model/index.ts';
import { LOOPBACK_ADDRESSES } from '../bind/bind-machine.ts';
import { punycodeReadings } from './read-punycode.ts';

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

/** Of characters, of a name or a spelled address: what is longer leads nowhere, and takes parsers of URLs minutes. */
const LONGEST = 255;

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
    [...worlds.map(({ zone }) => zone), ...(c.machine?.secondServer ? [c.machine.secondServer] : [])],
    worlds.flatMap(({ hosts }) => hosts),
    // A target without its final dot belongs below the name of its zone: some read an absolute one so, too.
    [...(c.machine?.search ?? []), c.name],
  );
  trail.read(c.server);
  for (const { resolve } of c.rounds ?? []) for (const server of resolve) trail.read(server);
  for (const addresses of Object.values(c.machine?.hosts ?? {}))
    for (const address of addresses) trail.addresses.add(address);
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
  /** Name → owners whose records are asked for once it is known; of a wildcard's owner, by the name that it stands below. */
  readonly #askedFor = new Map<string, string[]>();
  readonly #askedBelow = new Map<string, string[]>();
  /** Names that were found and not yet looked up. */
  readonly #fresh: string[] = [];
  readonly #hosts: readonly Host[];
  readonly #followed = new Set<string>();
  readonly #heard = new Set<Host>();

  constructor(zones: readonly Zone[], hosts: readonly Host[], domains: readonly string[]) {
    for (const [owner, sets] of zones.flatMap((zone) => Object.entries(zone))) {
      const answers = sets.flatMap((set) => set.answers);
      const of = this.#records.get(owner) ?? { records: [], additional: [] };
      of.records.push(...answers.flatMap(({ records }) => records));
      of.additional.push(...answers.flatMap(({ additional, strays = [] }) => [...additional, ...strays]));
      this.#records.set(owner, of);
    }
    this.#hosts = hosts;
    for (const owner of this.#records.keys()) this.#await(owner, domains);
  }

  /** What leads on from what is known, until nothing new comes of it. */
  toTheEnd(): void {
    for (;;) {
      for (let name = this.#fresh.pop(); name !== undefined; name = this.#fresh.pop())
        for (const owner of this.#ownersAsked(name)) this.#follow(owner);
      const host = this.#hosts.find((each) => !this.#heard.has(each) && this.#isKnown(each));
      if (host === undefined) return;
      this.#hear(host);
    }
  }

  /** A careless parser may find a name in any part of a text, and so may we. */
  read(text: string): void {
    for (const reading of readingsOf(text)) {
      for (const name of namesIn(reading)) this.#name(name);
      for (const owner of this.#records.keys()) if (reading.includes(owner)) this.#name(owner);
      for (const address of addressesIn(reading)) this.addresses.add(address);
      for (const host of this.#hosts) {
        if (spellingsOf(host).some((each) => standsIn(reading, each.toLowerCase())))
          this.addresses.add(host.ipv4);
      }
      for (const [digits] of reading.matchAll(/\d+/g)) this.#port(digits);
    }
  }

  #name(name: string): void {
    if (name.length > LONGEST || this.names.has(name)) return;
    this.names.add(name);
    this.#fresh.push(name);
  }

  #isKnown({ ipv4, ipv6 }: Host): boolean {
    return this.addresses.has(ipv4) || this.addresses.has(ipv6);
  }

  /** Which names it takes that somebody asks for the records of this owner. */
  #await(owner: string, domains: readonly string[]): void {
    const name = nameOfService(owner);
    const unsearched = domains
      .filter((domain) => name.endsWith(`.${domain}`))
      .map((domain) => name.slice(0, -domain.length - 1));
    if (unsearched.includes('*')) this.#name(owner);
    for (const each of [owner, name, ...unsearched]) add(this.#askedFor, each, owner);
    // Of `fed` the services are asked for: `*.fed` answers.
    const parent = parentOfWildcard(name);
    if (parent !== undefined) add(this.#askedBelow, parent, owner);
  }

  #ownersAsked(name: string): readonly string[] {
    const below = [...ancestors(name)].flatMap((each) => this.#askedBelow.get(each) ?? []);
    return [...(this.#askedFor.get(name) ?? []), ...below];
  }

  #follow(owner: string): void {
    if (this.#followed.has(owner)) return;
    this.#followed.add(owner);
    const { records, additional } = this.#records.get(owner) ?? { records: [], additional: [] };
    this.#name(owner);
    for (const record of additional) this.#name(record.owner.toLowerCase());
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
        case 'HTTPS':
        case 'SVCB':
          this.#bind(record);
          break;
        default:
          record satisfies never;
      }
    }
  }

  /** N-8: whoever takes it for a way. */
  #bind({ target, parameters }: ServiceBinding): void {
    if (target !== '.') this.#target(target);
    const { port, ipv4hint = [], ipv6hint = [] } = parameters;
    if (port !== undefined) this.ports.add(port);
    for (const address of [...ipv4hint, ...ipv6hint]) this.addresses.add(address);
  }

  /** V-17: one that looks like an address is taken for it by some. */
  #target(name: string): void {
    this.#name(name.toLowerCase());
    for (const reading of punycodeReadings(name.toLowerCase())) this.#name(reading);
    for (const address of addressesIn(name)) this.addresses.add(address);
    // V-18: one that looks like a URL is taken apart by some.
    if (hasOddOctets(name)) this.read(name);
  }

  /** All that a machine says on any port, once its address is known. */
  #hear(host: Host): void {
    this.#heard.add(host);
    const sites = host.listeners.flatMap(sitesOf);
    const answers = sites.flatMap(({ routes }) => routes.flatMap(answersOf));
    for (const text of answers.flatMap(textsOf)) this.read(text);
  }

  /** As written, cut to as many digits as a port has, or what is left of it in 16 bits. */
  #port(digits: string): void {
    for (const text of [digits, digits.slice(0, 4), digits.slice(0, 5)])
      this.ports.add(Number(text) % 65_536);
  }
}

/** The name itself and all above it. */
function* ancestors(name: string): Generator<string> {
  yield name;
  for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) yield name.slice(dot + 1);
}

function add(to: Map<string, string[]>, key: string, value: string): void {
  const values = to.get(key) ?? [];
  values.push(value);
  to.set(key, values);
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

/** A text as it is, and as those read it who undo percent signs, JSON escapes and letters outside ASCII, leave out blanks, or undo punycode. */
function readingsOf(text: string): string[] {
  const plain = text.toLowerCase();
  const unescaped = plain
    .replace(/\\u([0-9a-f]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/%([0-9a-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .normalize('NFKC')
    .toLowerCase();
  const ascii = unescaped.replace(/[^\s"'\\/<>{}[\],:@?#]+/g, (part) =>
    // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly what is outside ASCII.
    part.length <= LONGEST && /[^\x00-\x7f]/.test(part) ? domainToASCII(part) : part,
  );
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what URL parsers leave out.
  const solid = unescaped.replace(/[\x00-\x20\x7f]+/g, '');
  return [...new Set([plain, unescaped, ascii, solid, ...punycodeReadings(solid)])];
}

/** Whole, and not a part of a longer number. */
function standsIn(text: string, spelling: string): boolean {
  for (let at = text.indexOf(spelling); at >= 0; at = text.indexOf(spelling, at + 1))
    if (!/[0-9a-f]/.test(text[at + spelling.length] ?? '')) return true;
  return false;
}

/** Labels with single dots between them. By whole runs: an expression for the names alone takes hours for a long label. */
function* namesIn(text: string): Generator<string> {
  for (const [run] of text.matchAll(/[a-z0-9_.-]+/g)) {
    for (const piece of run.split(/\.\.+/)) {
      const name = piece.replace(/^\.|\.$/g, '');
      if (name.includes('.')) yield name;
    }
  }
}

/** In every spelling that URL parsers take for one: `0x7f000001` and `127.1` too, and IPv6 of any length. */
function addressesIn(text: string): string[] {
  const ipv4 = [...text.matchAll(/[0-9a-fx]+(?:\.[0-9a-fx]+)*/g)].map(([literal]) => hostOfUrl(literal));
  const groups = [...text.matchAll(/[0-9a-f:.]+/g)].filter(([run]) => run.includes(':'));
  const ipv6 = groups.flatMap(([literal]) =>
    [literal, literal.replace(/^:(?=[^:])|:$/, '')].map((each) => hostOfUrl(`[${each}]`)),
  );
  return [...ipv4, ...ipv6].filter(isAddress);
}

function hostOfUrl(host: string): string {
  if (host.length > LONGEST) return '';
  const url = `http://${host}/`;
  return /\d/.test(host) && URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, '') : '';
}
