import {
  type Case,
  type Certificate,
  type DnsAnswer,
  type Expectation,
  type Host,
  type HttpAnswer,
  type Listener,
  type ListenerCertificate,
  type RecordData,
  type RecordSet,
  type RecordType,
  type Route,
  readHost,
  type Site,
  type VirtualHost,
  type Zone,
} from '../../model/index.ts';
import type { Outcome } from '../server-discovery/outcome.ts';

/** Minimal cases for the tests of this room, written as briefly as scenario files. `@` is the case's own name. */
export const SELF = 'sn.family.test';

export interface Sketch {
  /** Default `@`; `@:8449`. */
  readonly server?: string;
  readonly dns?: Readonly<Record<string, Partial<Record<RecordType, Answers>>>>;
  readonly hosts?: Readonly<Record<string, Readonly<Record<number, Partial<ListenerSketch>>>>>;
  readonly expect?: Partial<Expectation>;
  readonly tolerate?: Case['tolerate'];
  readonly needs?: Case['needs'];
  readonly level?: Case['level'];
  readonly clauses?: readonly string[];
}

/** `origin` is a host's address; `10 1 8449 hs` an SRV record; an object without records, an answer that fails. */
type Answers = string | readonly string[] | Partial<DnsAnswer> | readonly Partial<DnsAnswer>[];

export interface ListenerSketch {
  /** Relative names; `none`: clear text. */
  readonly cert: string | readonly string[] | Certificate | ListenerCertificate;
  readonly fault: Listener['fault'];
  readonly routes: Readonly<Record<string, Partial<HttpAnswer> | readonly Partial<HttpAnswer>[]>>;
  readonly homeserver: boolean;
  /** `@`, `{fed}:8443`, `[{ipv6 a}]`. */
  readonly vhosts: Readonly<Record<string, Partial<Pick<ListenerSketch, 'routes' | 'homeserver'>>>>;
  readonly tls: Listener['tls'];
}

export function sketch(s: Sketch): Case {
  const labels = Object.keys(s.hosts ?? {});
  const hosts = labels.map((label, i) => host(label, i + 1, s.hosts?.[label] ?? {}, labels));
  return {
    id: 'family/sn',
    family: 'family',
    source: { file: 'scenarios/family/sn.json', text: '{}' },
    title: 'a sketch',
    clauses: s.clauses ?? ['S6-a'],
    needs: s.needs ?? [],
    tags: [],
    see: [],
    name: SELF,
    server: bound(s.server ?? '@', labels),
    request: { kind: 'http', method: 'GET', path: '/_matrix/federation/v1/version' },
    zone: zoneOf(s.dns ?? {}, labels),
    hosts,
    expect: { connect: [], refuse: false, saw: [], never: [], atMost: [], ...s.expect },
    tolerate: s.tolerate ?? [],
    ...(s.level && { level: s.level }),
  };
}

export function absolute(name: string): string {
  if (name === '@' || name === '') return SELF;
  return /\.$/.test(name) ? name.replace(/\.$/, '') : `${name}.${SELF}`;
}

const ipv4 = (n: number) => `20.1.0.${n}`;
const ipv6 = (n: number) => `2a00:db8:1::${n}`;

/** `@` and `{fed}` become names, `{ipv4 target}` and `{ipv6 target}` addresses. */
function bound(text: string, labels: readonly string[]): string {
  return text
    .replace(/\{ipv4 (\w+)\}/g, (_, label) => ipv4(labels.indexOf(label) + 1))
    .replace(/\{ipv6 (\w+)\}/g, (_, label) => ipv6(labels.indexOf(label) + 1))
    .replace(/\{([@\w]+)\}/g, (_, name) => absolute(name))
    .replace(/^@/, SELF);
}

function zoneOf(dns: NonNullable<Sketch['dns']>, labels: readonly string[]): Zone {
  return Object.fromEntries(
    Object.entries(dns).map(([owner, sets]) => [
      absolute(owner),
      Object.entries(sets).map(([type, answers]) => recordSet(type as RecordType, answers, labels)),
    ]),
  );
}

function recordSet(type: RecordType, answers: Answers, labels: readonly string[]): RecordSet {
  const list = Array.isArray(answers) ? answers : [answers];
  if (list.every((a) => typeof a === 'string')) {
    return { type, answers: [whole({ records: list.map((a) => record(type, a, labels)) })] };
  }
  const [first = {}, ...rest] = list.map((a) =>
    typeof a === 'string' ? { records: [record(type, a, labels)] } : a,
  );
  return { type, answers: [whole(first), ...rest.map(whole)] };
}

function whole(answer: Partial<DnsAnswer>): DnsAnswer {
  return { records: [], ttl: 60, additional: [], ...answer };
}

function record(type: RecordType, text: string, labels: readonly string[]): RecordData {
  const known = labels.indexOf(text) + 1;
  switch (type) {
    case 'A':
      return { type, address: known ? ipv4(known) : text };
    case 'AAAA':
      return { type, address: known ? ipv6(known) : text };
    case 'CNAME':
      return { type, target: absolute(text) };
    case 'SRV': {
      const [priority = 0, weight = 0, port = 0] = text.split(' ').map(Number);
      const target = text.split(' ')[3] ?? '.';
      return { type, priority, weight, port, target: target === '.' ? '.' : absolute(target) };
    }
    case 'TXT':
      return { type, text };
    case 'HTTPS':
    case 'SVCB': {
      const [priority, target = '.'] = text.split(' ');
      return {
        type,
        priority: Number(priority),
        target: target === '.' ? '.' : absolute(target),
        parameters: {},
      };
    }
    default:
      return type satisfies never;
  }
}

function host(
  label: string,
  n: number,
  ports: Readonly<Record<number, Partial<ListenerSketch>>>,
  labels: readonly string[],
): Host {
  const listeners = Object.entries(ports).map(([port, l]) => listener(label, Number(port), l, labels));
  return { label, ipv4: ipv4(n), ipv6: ipv6(n), listeners };
}

function listener(
  label: string,
  port: number,
  l: Partial<ListenerSketch>,
  labels: readonly string[],
): Listener {
  return {
    host: label,
    port,
    ...site(l, labels),
    ...(l.cert !== undefined && { cert: certificate(l.cert, labels) }),
    ...(l.fault && { fault: l.fault }),
    ...(l.tls && { tls: l.tls }),
    ...(l.vhosts && { vhosts: Object.entries(l.vhosts).map(([text, one]) => vhost(text, one, labels)) }),
  };
}

type SiteSketch = Partial<Pick<ListenerSketch, 'routes' | 'homeserver'>>;

function site({ routes = {}, homeserver }: SiteSketch, labels: readonly string[]): Site {
  const all = Object.entries(routes).map(([path, answers]): Route => {
    const [first = {}, ...rest] = Array.isArray(answers) ? answers : [answers];
    return { path, answers: [http(first, labels), ...rest.map((a) => http(a, labels))] };
  });
  return {
    routes: all,
    ...(homeserver !== false && { homeserver: { keysFor: SELF, badSignature: false } }),
  };
}

function vhost(text: string, sketched: SiteSketch, labels: readonly string[]): VirtualHost {
  const { name = text, port } = readHost(bound(text, labels)) ?? {};
  return { name, ...(port !== undefined && { port: Number(port) }), text, ...site(sketched, labels) };
}

function http(answer: Partial<HttpAnswer>, labels: readonly string[]): HttpAnswer {
  const location = answer.location === undefined ? undefined : bound(answer.location, labels);
  return {
    status: 200,
    headers: { 'Content-Type': 'application/json' },
    body: new Uint8Array(),
    ...answer,
    ...(location !== undefined && { location }),
  };
}

function certificate(cert: ListenerSketch['cert'], labels: readonly string[]): ListenerCertificate {
  if (cert === 'none') return { kind: 'none' };
  if (typeof cert === 'string') return { kind: 'one', certificate: names([cert], labels) };
  if ('kind' in cert) return cert;
  if ('names' in cert) {
    return { kind: 'one', certificate: { ...cert, names: names(cert.names, labels).names } };
  }
  return { kind: 'one', certificate: names(cert, labels) };
}

function names(list: readonly string[], labels: readonly string[]): Certificate {
  const isAddress = (text: string) => text.startsWith('{ip');
  return { names: list.map((name) => (isAddress(name) ? bound(name, labels) : absolute(name))) };
}

/** A body of the well-known file; names in braces as elsewhere. */
export function delegatesTo(name: string, labels: readonly string[] = []): Partial<HttpAnswer> {
  return file(JSON.stringify({ 'm.server': bound(name, labels) }));
}

export function file(body: string): Partial<HttpAnswer> {
  return { body: new TextEncoder().encode(body) };
}

/** A host on 443 that serves the well-known file in the name of the case. */
export function serving(
  answer: Partial<HttpAnswer> | readonly Partial<HttpAnswer>[],
  more: ListenerSketch['routes'] = {},
): Partial<ListenerSketch> {
  return { cert: '@', routes: { '/.well-known/matrix/server': answer, ...more } };
}

/** An outcome in one line: `3.2 hs:8449 as fed:8449/fed/fed [S32-b] ?AMB-13`; Host, certificate and SNI once if equal. */
export function inOneLine(o: Outcome): string {
  const short = (text: string | null) => {
    if (text === null) return '-';
    return text.toLowerCase().replace(`.${SELF}`, '').replace(SELF, '@');
  };
  const reached = o.connect.map((r) => {
    const who = [r.host, r.cert, r.sni].map(short);
    return `${r.to.join('|')} as ${new Set(who).size === 1 ? who[0] : who.join('/')}`;
  });
  const open = o.open.map(({ id }) => ` ?${id}`).join('');
  return `${o.step} ${reached.join(' and ') || 'refused'} [${o.clauses.to}]${open}`;
}
