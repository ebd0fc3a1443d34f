import { listenerId, type SrvService, withPort } from '../model/index.ts';
import type { Design, Listening, ServiceDesign, Services } from './design.ts';
import { ownerOf, type WorldDocument, type WorldDraft } from './document.ts';
import { forAnybody, listen, listenerOf } from './listener.ts';
import { labelsOf, type NamedHosts, oneOrAll, writeRecords } from './named-hosts.ts';
import { prune } from './prune.ts';
import { WELL_KNOWN, writeFile } from './write-file.ts';
import { PORT_OF_BINDING, writeOddities } from './write-oddities.ts';

/** A design as the part of a scenario file that is about its world. Nothing in it is out of reach for everybody. */
export function writeWorld(design: Design): WorldDocument {
  const draft: WorldDraft = { dns: {}, hosts: {}, refusing: new Set() };
  const { server, file, decoys } = design;
  const origin: NamedHosts = { name: '@', label: 'origin', place: design.origin, own: ownOfServer(design) };
  const fed: NamedHosts = { name: 'fed', label: 'fed', place: design.delegate, own: ownOfDelegate(design) };
  writeRecords(draft, origin);
  writeRecords(draft, fed);
  const bait = decoys.includes('body of redirect') ? { json: { 'm.server': '{trap}:8448' } } : {};
  const web: NamedHosts = isLiteral(server.name) ? origin : { ...origin, own: '@' };
  const hops = file ? writeFile(draft, web, file, bait) : [];
  const targets = [
    ...writeServices(draft, origin, design.services, ['srv', 'old']),
    ...writeServices(draft, fed, design.servicesOfDelegate, ['fed-srv', 'fed-old']),
  ];
  federate(draft, origin, server.port ?? '8448');
  const delegation = delegationOf(design);
  federate(draft, delegation?.to === '{@}' ? origin : fed, delegation?.port ?? '8448');
  const ports = portsOf(design);
  for (const decoy of decoys) DECOYS[decoy](draft, { origin, fed, targets, hops, ports });
  openTo(draft, writeOddities(draft, design, { origin, fed, targets }), [PORT_OF_BINDING]);
  if (mentionsTrap(draft)) writeTrap(draft);
  const { machine, dns, hosts } = draft;
  return prune({
    ...(asked(design) !== '{@}' && { server: asked(design) }),
    ...(machine && { machine }),
    dns,
    hosts,
  });
}

function asked({ server: { name, port } }: Design): string {
  return port === null ? name : withPort(name, port);
}

const isLiteral = (name: string) => /\{ipv[46] /.test(name);

function ownOfServer({ server: { name } }: Design): string {
  const [literal] = /\{ipv[46] origin\}/.exec(name) ?? [];
  return literal ?? '@';
}

function ownOfDelegate(design: Design): string {
  const [literal] = /\{ipv[46] fed\}/.exec(delegationOf(design)?.to ?? '') ?? [];
  return literal ?? 'fed';
}

function delegationOf({ file }: Design) {
  return file?.end.body.kind === 'delegates' ? file.end.body : undefined;
}

/** A request for the name itself is right on this port. */
function federate(draft: WorldDraft, named: NamedHosts, port: string): void {
  everyMachine(named, (label, { federation }) => {
    // Ports that nobody can connect to need no listener.
    const usual = /^[1-9]\d{0,4}$/.test(port) && Number(port) <= 65535;
    if (usual) listen(draft, label, port, listenerOf(federation, named, label, { homeserver: true }));
  });
}

function everyMachine(
  named: NamedHosts,
  make: (label: string, how: { federation: Listening }) => void,
): void {
  for (const [index, label] of labelsOf(named).entries()) {
    const machine = named.place.machines[index];
    if (machine) make(label, machine);
  }
}

// ---- SRV ----

function writeServices(
  draft: WorldDraft,
  owner: NamedHosts,
  { fed, legacy }: Services,
  [word, legacyWord]: readonly [string, string],
): NamedHosts[] {
  return [
    ...(fed ? writeService(draft, owner, '_matrix-fed', fed, word) : []),
    ...(legacy ? writeService(draft, owner, '_matrix', legacy, legacyWord) : []),
  ];
}

function writeService(
  draft: WorldDraft,
  owner: NamedHosts,
  service: SrvService,
  { answer, records }: ServiceDesign,
  word: string,
): NamedHosts[] {
  const name = ownerOf(service, owner.name);
  const allNamed: NamedHosts[] = [];
  const texts = records.map(({ priority, weight, port, target }, index) => {
    if (target === 'root') return `${priority} ${weight} ${port} .`;
    const label = index === 0 ? word : `${word}-${index + 1}`;
    // A second machine behind the first target only: a case has room for thirty.
    const place = target === 'same' || index === 0 ? target : oneMachine(target);
    const named = place === 'same' ? owner : { name: label, label, place, own: owner.own };
    if (named !== owner) allNamed.push(named);
    federate(draft, named, String(port));
    return `${priority} ${weight} ${port} ${named.name}`;
  });
  const value = oneOrAll([...new Set(texts)]);
  switch (answer) {
    case 'records':
      draft.dns[name] = { SRV: value };
      break;
    case 'truncated':
      draft.dns[name] = { SRV: { value, truncate: true } };
      break;
    case 'alias':
      draft.dns[name] = { CNAME: `records-of-${word}` };
      draft.dns[`records-of-${word}`] = { SRV: value };
      break;
    case 'NODATA':
      draft.dns[name] = {};
      break;
    default:
      draft.dns[name] = { SRV: { rcode: answer } };
  }
  for (const named of allNamed) writeRecords(draft, named);
  return allNamed;
}

const oneMachine = (place: NamedHosts['place']): NamedHosts['place'] => ({
  ...place,
  machines: place.machines.slice(0, 1),
});

// ---- decoys ----

interface Cast {
  readonly origin: NamedHosts;
  readonly fed: NamedHosts;
  readonly targets: readonly NamedHosts[];
  readonly hops: readonly NamedHosts[];
  /** Every port that is named somewhere. */
  readonly ports: readonly string[];
}

const DECOYS: Readonly<Record<Design['decoys'][number], (draft: WorldDraft, cast: Cast) => void>> = {
  'port 8448': (draft, cast) => openTo(draft, everybody(cast), ['8448']),
  'port 443': (draft, cast) => openTo(draft, everybody(cast), ['443']),
  'every port': (draft, cast) => openTo(draft, everybody(cast), cast.ports),
  'second file': (draft, { fed, targets }) => {
    const routes = { [WELL_KNOWN]: { json: { 'm.server': '{trap}:8448' } } };
    for (const named of [fed, ...targets]) {
      everyMachine(named, (label) => listen(draft, label, '443', forAnybody(named, label, { routes })));
    }
  },
  'port 80': (draft, { origin }) => {
    const routes = { [WELL_KNOWN]: { json: { 'm.server': '{trap}:8448' } } };
    everyMachine(origin, (label) => listen(draft, label, '80', { cert: 'none', routes }));
  },
  'services of targets': (draft, { targets }) => {
    for (const { name } of targets) {
      draft.dns[ownerOf('_matrix-fed', name)] = { SRV: '10 5 8448 trap' };
      draft.dns[ownerOf('_matrix', name)] = { SRV: '10 5 8448 trap' };
    }
  },
  wildcard: ({ dns }) => {
    dns['*'] = { A: 'trap' };
  },
  // Where redirects are written.
  'body of redirect': () => {},
};

function everybody({ origin, fed, targets, hops }: Cast): readonly NamedHosts[] {
  return [origin, fed, ...targets, ...hops];
}

/** A right place that refuses is the point of its world, and stays as it is. */
function openTo(draft: WorldDraft, allNamed: readonly NamedHosts[], ports: readonly string[]): void {
  for (const named of allNamed) {
    everyMachine(named, (label) => {
      for (const port of ports) {
        if (draft.refusing.has(listenerId({ host: label, port: Number(port) }))) continue;
        listen(draft, label, port, forAnybody(named, label, { homeserver: true }));
      }
    });
  }
}

function portsOf({ server, services, servicesOfDelegate, ...design }: Design): readonly string[] {
  const all = [services, servicesOfDelegate].flatMap(({ fed, legacy }) => [fed, legacy]);
  const ofRecords = all.flatMap((service) => service?.records.map(({ port }) => String(port)) ?? []);
  const body = design.file?.end.body;
  const delegated = body?.kind === 'delegates' ? body.port : null;
  const others = [server.port, delegated].filter((port) => port !== null);
  return [...new Set([...ofRecords, ...others])].filter((port) => /^[1-9]\d{0,3}$/.test(port));
}

function mentionsTrap(draft: WorldDraft): boolean {
  return /\btrap\b/.test(JSON.stringify(draft));
}

function writeTrap(draft: WorldDraft): void {
  const place: NamedHosts['place'] = { machines: [], families: 'ipv4', aliases: 0, lost: null };
  const trap: NamedHosts = { name: 'trap', label: 'trap', place, own: 'trap' };
  draft.dns.trap = { A: 'trap' };
  for (const port of ['443', '8448']) {
    listen(draft, 'trap', port, forAnybody(trap, 'trap', { homeserver: true }));
  }
}
