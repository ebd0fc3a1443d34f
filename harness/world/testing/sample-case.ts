import type {
  Case,
  DnsAnswer,
  HttpAnswer,
  Listener,
  ListenerCertificate,
  RecordData,
  RecordSet,
  RecordType,
  Route,
  Zone,
} from '../../model/index.ts';

/** Short ways to write cases down in the tests of this room. */
export function sampleCase(id: string, parts: Partial<Case> = {}): Case {
  const [family = 'sample', name = id] = id.split('/');
  const own = `${name}.${family}.test`;
  return {
    id,
    family,
    source: { file: `scenarios/${id}.json`, text: '{}' },
    title: 'A sample',
    clauses: [],
    needs: [],
    tags: [],
    see: [],
    name: own,
    server: own,
    request: { kind: 'http', method: 'GET', path: '/_matrix/federation/v1/version' },
    zone: {},
    hosts: [],
    expect: { connect: [], refuse: false, saw: [], never: [], atMost: [] },
    tolerate: [],
    ...parts,
  };
}

export function answer(records: readonly RecordData[], more: Partial<DnsAnswer> = {}): DnsAnswer {
  return { records, ttl: 300, additional: [], ...more };
}

export function set(type: RecordType, ...answers: [DnsAnswer, ...DnsAnswer[]]): RecordSet {
  return { type, answers };
}

export function a(...addresses: string[]): RecordSet {
  return set('A', answer(addresses.map((address) => ({ type: 'A', address }))));
}

export function aaaa(...addresses: string[]): RecordSet {
  return set('AAAA', answer(addresses.map((address) => ({ type: 'AAAA', address }))));
}

export function cname(target: string): RecordSet {
  return set('CNAME', answer([{ type: 'CNAME', target }]));
}

/** Each as `10 5 8443 target.test`. */
export function srv(...texts: string[]): RecordSet {
  return set('SRV', answer(texts.map(srvRecord)));
}

function srvRecord(text: string): RecordData {
  const [priority, weight, port, target = ''] = text.split(' ');
  return { type: 'SRV', priority: Number(priority), weight: Number(weight), port: Number(port), target };
}

export function zone(names: Readonly<Record<string, RecordSet | readonly RecordSet[]>>): Zone {
  return Object.fromEntries(
    Object.entries(names).map(([name, sets]) => [name, isList(sets) ? sets : [sets]]),
  );
}

function isList(sets: RecordSet | readonly RecordSet[]): sets is readonly RecordSet[] {
  return Array.isArray(sets);
}

export function listener(host: string, port: number, parts: Partial<Listener> = {}): Listener {
  return { host, port, routes: [], ...parts };
}

export function certFor(...names: string[]): ListenerCertificate {
  return { kind: 'one', certificate: { names } };
}

export function route(path: string, ...answers: [Partial<HttpAnswer>, ...Partial<HttpAnswer>[]]): Route {
  const whole = (part: Partial<HttpAnswer>): HttpAnswer => ({
    status: 200,
    headers: {},
    body: new Uint8Array(),
    ...part,
  });
  const [first, ...rest] = answers;
  return { path, answers: [whole(first), ...rest.map(whole)] };
}

export function json(value: unknown): Partial<HttpAnswer> {
  return { headers: { 'Content-Type': 'application/json' }, body: Buffer.from(JSON.stringify(value)) };
}
