import type { Case, Host, HttpAnswer, RecordData, Zone } from '../model/index.ts';
import { parseServerName } from '../model/index.ts';
import { readWellKnown } from '../oracle/index.ts';

export interface Pasted {
  /** The server name in question. */
  readonly server: string;
  readonly zone: Zone;
  /** What the well-known address answers; absent: nothing. */
  readonly wellKnown?: HttpAnswer;
}

const WELL_KNOWN_PORT = 443;
const LAST_RESORT_PORT = 8448;

/**
 * The world that was pasted, as a case for the oracle. Whatever paper cannot tell is taken to be in order: behind every
 * address there is a server on every port that the records or the file name, with a certificate for all names.
 */
export function worldOf({ server, zone, wellKnown }: Pasted): Case {
  const asked = parseServerName(server);
  const named = [server, ...delegatedNames(wellKnown)].map(parseServerName).filter((name) => name.ok);
  const records = Object.values(zone).flatMap((sets) =>
    sets.flatMap((set) => set.answers.flatMap((answer) => answer.records)),
  );
  const addresses = [
    ...records.flatMap((record) => ('address' in record ? [record.address] : [])),
    ...named.flatMap((name) => (name.kind === 'dns' ? [] : [name.host])),
  ];
  const ports = [LAST_RESORT_PORT, ...named.flatMap(({ port }) => port ?? []), ...records.flatMap(portOf)];
  const names = [...Object.keys(zone), ...named.map(({ host }) => host), ...addresses];
  const hosts = [...new Set(addresses)].map((address): Host => {
    const label = address.includes(':') ? `[${address}]` : address;
    const cert = { kind: 'one', certificate: { names } } as const;
    const homeserver = { keysFor: server, badSignature: false };
    const routes = wellKnown ? [{ path: '/.well-known/matrix/server', answers: [wellKnown] as const }] : [];
    const federation = [...new Set(ports)]
      .filter((port) => port !== WELL_KNOWN_PORT)
      .map((port) => ({ host: label, port, cert, routes: [], homeserver }));
    const web = { host: label, port: WELL_KNOWN_PORT, cert, routes };
    const serves = wellKnown !== undefined || ports.includes(WELL_KNOWN_PORT);
    // A listener has one address of each family, and here only one is known.
    return {
      label,
      ipv4: address,
      ipv6: address,
      listeners: [
        ...(serves ? [ports.includes(WELL_KNOWN_PORT) ? { ...web, homeserver } : web] : []),
        ...federation,
      ],
    };
  });
  return {
    id: `explain/${server}`,
    family: 'explain',
    source: { file: '', text: '' },
    title: server,
    clauses: [],
    needs: [],
    tags: [],
    see: [],
    name: asked.ok ? asked.host.toLowerCase() : server,
    server,
    request: { kind: 'http', method: 'GET', path: '/_matrix/federation/v1/version' },
    zone,
    hosts,
    expect: { connect: [], refuse: false, saw: [], never: [], atMost: [] },
    tolerate: [],
  };
}

const portOf = (record: RecordData): number[] => (record.type === 'SRV' ? [record.port] : []);

function delegatedNames(wellKnown: HttpAnswer | undefined): string[] {
  if (!wellKnown) return [];
  const file = readWellKnown(wellKnown.status, wellKnown.body);
  return file.ok ? [file.name.text] : [];
}
