/** Hand-made cases and events for the tests of this room. */
import type { Claim, Connection, DnsEvent, Event, HttpEvent, XMatrix } from '../../evidence/index.ts';
import type {
  Case,
  CertificateFlaw,
  Expectation,
  ExpectedConnection,
  Fault,
  Host,
  Listener,
  ListenerCertificate,
  RecordData,
  Route,
  Site,
  StepId,
  VirtualHost,
  Zone,
} from '../../model/index.ts';
import { listenerOf, splitListenerId } from '../../model/index.ts';
import type { Outcome } from '../../oracle/index.ts';
import { WELL_KNOWN } from '../federation-request.ts';
import type { FinishedCase } from '../finished-case.ts';
import { judge } from '../judge.ts';
import type { Judgement } from '../verdict.ts';

export const SN = 'sn.test';
export const DH = 'fed.sn.test';
const VERSION = '/_matrix/federation/v1/version';

interface PortSketch {
  readonly cert?: readonly string[] | ListenerCertificate;
  readonly fault?: Fault;
  readonly routes?: readonly Route[];
  readonly vhosts?: readonly VirtualHost[];
  /** Default: there is one. */
  readonly homeserver?: false;
}

type HostsSketch = Readonly<Record<string, Readonly<Record<number, PortSketch>>>>;
type DnsSketch = Readonly<Record<string, readonly string[]>>;

/** Addresses in the order of the labels: 20.1.0.1, 20.1.0.2, … and 2a00:db8:1::1, … */
export function hostsOfSketch(sketch: HostsSketch): Host[] {
  return Object.entries(sketch).map(([label, ports], i) => ({
    label,
    ipv4: `20.1.0.${i + 1}`,
    ipv6: `2a00:db8:1::${(i + 1).toString(16)}`,
    listeners: Object.entries(ports).map(([port, one]) => listenerOfSketch(label, Number(port), one)),
  }));
}

function listenerOfSketch(
  host: string,
  port: number,
  { cert, fault, routes = [], vhosts, homeserver }: PortSketch,
): Listener {
  return {
    host,
    port,
    ...(cert ? { cert: 'kind' in cert ? cert : one(cert) } : {}),
    ...(fault ? { fault } : {}),
    routes,
    ...(homeserver === undefined ? { homeserver: HOMESERVER } : {}),
    ...(vhosts ? { vhosts } : {}),
  };
}

export const HOMESERVER = { keysFor: SN, badSignature: false };

/** A virtual host of that name, whatever the port. */
export const vhost = (name: string, site: Partial<Site>): VirtualHost => ({
  name,
  text: name,
  routes: [],
  ...site,
});

const one = (names: readonly string[]): ListenerCertificate => ({ kind: 'one', certificate: { names } });

export const flawed = (names: readonly string[], flaw: CertificateFlaw): ListenerCertificate => ({
  kind: 'one',
  certificate: { names, flaw },
});

/** `{ 'fed.sn.test': ['A origin', 'SRV 1 1 8448 hs.sn.test', 'CNAME x.test'] }` */
function zoneOfSketch(dns: DnsSketch, hosts: readonly Host[]): Zone {
  return Object.fromEntries(
    Object.entries(dns).map(([owner, lines]) => {
      const records = lines.map((line) => recordOf(line, hosts));
      return [owner, records.map((record) => ({ type: record.type, answers: [answer([record])] as const }))];
    }),
  );
}

const answer = (records: readonly RecordData[]) => ({ records, ttl: 60, additional: [] });

function recordOf(line: string, hosts: readonly Host[]): RecordData {
  const [type, ...rest] = line.split(' ');
  const [first = '', weight, port, target = ''] = rest;
  if (type === 'SRV') {
    return { type, priority: Number(first), weight: Number(weight), port: Number(port), target };
  }
  if (type === 'CNAME') return { type, target: first };
  const host = hosts.find(({ label }) => label === first);
  if (!host) throw new TypeError(`no host ${first}`);
  return type === 'AAAA' ? { type, address: host.ipv6 } : { type: 'A', address: host.ipv4 };
}

export function file(mServer: string, status = 200, path = WELL_KNOWN): Route {
  return route(path, status, JSON.stringify({ 'm.server': mServer }));
}

export function route(path: string, status: number, body = '', location?: string): Route {
  const bytes = new TextEncoder().encode(body);
  const headers = { 'Content-Type': 'application/json' };
  return { path, answers: [{ status, headers, body: bytes, ...(location ? { location } : {}) }] };
}

export interface CaseSketch {
  readonly server?: string;
  readonly dns: DnsSketch;
  readonly hosts: HostsSketch;
  readonly expect?: Partial<Expectation>;
  readonly case?: Partial<Case>;
}

export function makeCase({ server = SN, dns, hosts: sketch, expect, case: more }: CaseSketch): Case {
  const hosts = hostsOfSketch(sketch);
  return {
    id: 'test/case',
    family: 'test',
    source: { file: 'test/case.json', text: '{}' },
    title: 'A case made for a test',
    clauses: ['S33-a'],
    needs: [],
    tags: [],
    see: [],
    name: SN,
    server,
    request: { kind: 'http', method: 'GET', path: VERSION },
    zone: zoneOfSketch(dns, hosts),
    hosts,
    expect: { connect: [], refuse: false, saw: [], never: [], atMost: [], ...expect },
    tolerate: [],
    ...more,
  };
}

export const to = (listener: `${string}:${number}`, host: string, cert = host): ExpectedConnection => ({
  to: [listener],
  host,
  cert,
});

const CLAUSES: Readonly<Record<string, Outcome['clauses']>> = {
  '3.2': { to: 'S32-b', host: 'S32-c', cert: 'S32-e', sni: 'S32-f' },
  '3.3': { to: 'S33-a', host: 'S33-b', cert: 'S33-c', sni: 'S33-d' },
  '4': { to: 'S4-a', host: 'S4-b', cert: 'S4-c', sni: 'S4-d' },
  '6': { to: 'S6-a', host: 'S6-b', cert: 'S6-c', sni: 'S6-d' },
  '1': { to: 'S1-b', host: 'S1-d', cert: 'S1-c', sni: 'S1-e' },
};

export function makeOutcome(c: Case, step: StepId, more: Partial<Outcome> = {}): Outcome {
  const connect = c.expect.connect.map((e) => ({
    to: e.to,
    host: e.host,
    cert: e.cert,
    sni: e.sni ?? e.cert,
  }));
  const [first] = connect;
  const clauses = CLAUSES[step] ?? { to: 'G-1', host: 'S2-c', cert: 'S2-e', sni: 'S2-f' };
  return {
    step,
    connect,
    answer: first ? 'reached' : 'failed',
    ...(first ? { target: { host: first.host, sni: first.sni, cert: first.cert } } : {}),
    wellKnown: [],
    trace: [],
    clauses,
    basis: (more.clauses ?? clauses).to,
    weak: [],
    open: [],
    ...more,
  };
}

/** Delegation without a port, to an SRV record: the richest world, with a decoy for each wrong step. */
export const delegated = makeCase({
  dns: {
    [SN]: ['A origin'],
    [`_matrix-fed._tcp.${SN}`]: ['SRV 1 1 8448 srv-of-origin.sn.test'],
    [DH]: ['A fed-on-8448'],
    [`_matrix-fed._tcp.${DH}`]: ['SRV 10 5 8443 hs.sn.test'],
    [`_matrix._tcp.${DH}`]: ['SRV 1 1 8448 legacy-of-fed.sn.test'],
    'hs.sn.test': ['A target'],
    'srv-of-origin.sn.test': ['A srv-of-origin'],
    'legacy-of-fed.sn.test': ['A legacy-of-fed'],
  },
  hosts: {
    origin: { 443: { cert: [SN], routes: [file(DH)] }, 8448: { cert: [SN, DH] } },
    target: { 8443: { cert: [DH] }, 8448: { cert: [SN, DH] } },
    'srv-of-origin': { 8448: { cert: [SN, DH] } },
    'legacy-of-fed': { 8448: { cert: [SN, DH] } },
    'fed-on-8448': { 443: { cert: [SN, DH] }, 8448: { cert: [SN, DH] } },
  },
  expect: { step: '3.3', connect: [to('target:8443', DH)] },
});

export const delegatedOutcome = makeOutcome(delegated, '3.3', {
  wellKnown: [{ listener: 'origin:443', cert: SN, path: WELL_KNOWN }],
});

/** A plain fallback to port 8448 with a decoy on 443. */
export const fallback = makeCase({
  dns: { [SN]: ['A origin'] },
  hosts: { origin: { 443: { cert: [SN] }, 8448: { cert: [SN] } } },
  expect: { step: '6', connect: [to('origin:8448', SN)] },
  case: { clauses: ['S6-a'] },
});

// ---- events ----

interface RequestSketch {
  readonly host?: string | null;
  readonly sni?: string | null;
  readonly path?: string;
  readonly method?: string;
  readonly xMatrix?: readonly XMatrix[];
  readonly presented?: readonly string[];
  readonly at?: number;
  readonly status?: number;
  readonly authorization?: string;
}

export const signed = (destination: string | null, more: Partial<XMatrix> = {}): XMatrix[] => [
  { origin: 'me.test', destination, key: 'ed25519:1', signature: 'valid', problems: [], ...more },
];

let connectionNumber = 0;
let eventNumber = 0;

const numbered = <Happened extends object>(happened: Happened) => ({ n: ++eventNumber, ...happened });

/** A whole connection with one request on it. */
export function request(c: Case, listener: string, sketch: RequestSketch = {}): Event[] {
  const {
    host = DH,
    sni = host,
    path = VERSION,
    method = 'GET',
    xMatrix,
    at = 10,
    status = 200,
    authorization = null,
  } = sketch;
  const place = where(c, listener, at);
  const hello = helloAt(c, place, sni);
  const presented = sketch.presented ?? namesAt(c, listener);
  const secure = numbered({ kind: 'secure', ...place, protocol: 'TLSv1.3', alpn: null, presented } as const);
  const http: HttpEvent = numbered({
    kind: 'http',
    ...place,
    method,
    path,
    hostHeader: host,
    sni,
    authorization,
    ...(xMatrix ? { xMatrix } : {}),
    userAgent: null,
    version: '1.1',
    status,
  });
  return [...hello, secure, http];
}

/** A connection whose client broke off after its ClientHello. */
export function handshake(c: Case, listener: string, sni: string | null, at = 10): Event[] {
  return helloAt(c, where(c, listener, at), sni);
}

function helloAt(c: Case, place: Place, sni: string | null): Event[] {
  const address = c.hosts.find(({ label }) => label === place.host)?.ipv4 ?? '';
  return [
    numbered({ kind: 'tcp', ...place, address }),
    numbered({ kind: 'tls', ...place, sni, alpn: [], hello: '' }),
  ];
}

type Place = Pick<HttpEvent, 'at' | 'connection' | 'host' | 'port'>;

function where(_: Case, listener: string, at: number): Place {
  const { host, port } = splitListenerId(listener);
  return { at, connection: ++connectionNumber, host, port: Number(port) };
}

function namesAt(c: Case, listener: string): readonly string[] {
  const found = listenerOf(c, listener);
  return found?.cert?.kind === 'one' ? found.cert.certificate.names : [];
}

export const wellKnown = (c: Case, listener = 'origin:443', host = SN): Event[] =>
  request(c, listener, { host, path: WELL_KNOWN });

export const question = (type: string, name: string): DnsEvent =>
  numbered({
    kind: 'dns',
    at: 1,
    name,
    type,
    transport: 'udp',
    resolver: '20.0.0.53',
    answer: 'NOERROR',
    truncated: false,
    records: [],
  });

/** How a connection ended that these events are of. */
export function closed(events: readonly Event[], how = 'end'): Event[] {
  const last = events.findLast((event) => event.kind !== 'dns' && event.kind !== 'syn');
  if (last === undefined) throw new TypeError('no connection');
  const { at, connection, host, port } = last;
  return [...events, numbered({ kind: 'close', at, connection, host, port, how })];
}

export type { Connection };

// ---- finished cases ----

export const reached: Claim = { kind: 'resolved', targets: [] };
export const failedClaim: Claim = { kind: 'failed', message: 'no' };

export function finishedCase(
  c: Case,
  outcome: Outcome,
  events: readonly Event[],
  more: Partial<FinishedCase> = {},
): FinishedCase {
  const about = { can: ['claim', 'connect'] };
  return { case: c, outcome, about, events, answer: reached, ended: 'settled', budgetMs: 10_000, ...more };
}

export function judged(
  c: Case,
  outcome: Outcome,
  events: readonly Event[],
  more: Partial<FinishedCase> = {},
): Judgement {
  return judge(finishedCase(c, outcome, events, more));
}

/** `fail MUST host` … what a table of expectations can be read from. */
export function inShort(judgement: Judgement): string {
  const fields = judgement.reasons.flatMap((reason) => reason.field ?? []);
  const level = judgement.status === 'fail' ? [judgement.level] : [];
  return [judgement.status, ...level, ...fields].join(' ');
}
