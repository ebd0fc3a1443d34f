import {
  canonical,
  type Facts,
  followAliases,
  isAddress,
  parseServerName,
  type SpecVersion,
  SRV_SERVICES,
  splitListenerId,
  srvOwner,
  withoutBrackets,
} from '../../model/index.ts';
import { type Consultation, type Outcome, outcomesOf } from '../../oracle/index.ts';
import type { Pasted, PastedFacts } from '../facts-of-pastes.ts';
import type { PastedRecord } from '../paste.ts';

/** What remarks are made of. */
export interface View {
  readonly pasted: Pasted;
  readonly version: SpecVersion;
  readonly facts: PastedFacts;
  readonly consultation: Consultation;
  /** All that are possible. */
  readonly outcomes: readonly Outcome[];
  /** What is not known may lead anywhere, so that any record may have an effect. */
  readonly isOpenEnded: boolean;
  readonly records: readonly PastedRecord[];
  /** The server name and the delegated name, as far as known: those under which services are looked for. In their one spelling. */
  readonly names: readonly string[];
  /** Whose records matter: these, the targets of their services, and all aliases on the way. */
  readonly involved: ReadonlySet<string>;
  readonly goal: readonly GoalPlace[];
}

/** Where requests go, if that is certain. */
export interface GoalPlace {
  /** An address, without brackets; or the name whose address is not known. */
  readonly host: string;
  readonly port: number;
}

export function viewOf(
  pasted: Pasted,
  version: SpecVersion,
  facts: PastedFacts,
  consultation: Consultation,
): View {
  const outcomes = outcomesOf(consultation);
  const records = pasted.dns.flatMap((paste) => paste.records);
  const names = namesIn(pasted.server, outcomes);
  return {
    pasted,
    version,
    facts,
    consultation,
    outcomes,
    isOpenEnded: isOpenEnded(consultation),
    records,
    names,
    involved: involvedIn(facts, names, records),
    goal: goalOf(consultation),
  };
}

/** What is not known may lead anywhere. */
export function isOpenEnded(consultation: Consultation): boolean {
  if (consultation.kind !== 'open') return consultation.kind === 'beyond';
  return consultation.ways.some(({ leadsTo }) => isOpenEnded(leadsTo));
}

function namesIn(server: string, outcomes: readonly Outcome[]): readonly string[] {
  const delegated = outcomes.flatMap(({ trace }) =>
    trace.flatMap((decision) => (decision.kind === 'delegated' ? [decision.name] : [])),
  );
  const hosts = [server, ...delegated].flatMap((text) => {
    const name = parseServerName(text);
    return name.ok && name.kind === 'dns' ? [canonical(name.host)] : [];
  });
  return [...new Set(hosts)];
}

function involvedIn(
  facts: Facts,
  names: readonly string[],
  records: readonly PastedRecord[],
): ReadonlySet<string> {
  const owners = names.flatMap((name) => SRV_SERVICES.map((service) => srvOwner(service, name)));
  const targets = records.flatMap(({ record }) =>
    record.type === 'SRV' && owners.includes(record.owner) ? [canonical(record.target)] : [],
  );
  const hosts = [...names, ...targets];
  const aliases = hosts.flatMap((host) => followAliases((at) => facts.lookUp(at, 'A'), host, 'A').aliases);
  return new Set([...hosts, ...aliases, ...owners]);
}

/** Empty where something that is not known decides that. */
export function goalOf(consultation: Consultation): readonly GoalPlace[] {
  return [...new Set(goalIds(consultation))].map((id) => {
    const { host, port = '' } = splitListenerId(id);
    return { host: withoutBrackets(host), port: Number(port) };
  });
}

function goalIds(consultation: Consultation): readonly string[] {
  switch (consultation.kind) {
    case 'settled':
      return consultation.outcome.connect.flatMap(({ to }) => to);
    case 'open':
      // Where the request goes is certain, and only not what is there.
      return consultation.gap.kind === 'connection' ? consultation.gap.to : [];
    case 'beyond':
      return [];
    default:
      return consultation satisfies never;
  }
}

/** Whether an address of a name is known, or at least that it has one. */
export function hasAddress({ facts }: Pick<View, 'facts'>, host: string): boolean {
  if (isAddress(host)) return true;
  return (['AAAA', 'A'] as const).some(
    (type) => followAliases((at) => facts.lookUp(at, type), host, type).kind === 'found',
  );
}

export const srvRecords = ({ records }: Pick<View, 'records'>) =>
  records.flatMap(({ record, ...place }) => (record.type === 'SRV' ? [{ record, ...place }] : []));

export const addressRecords = ({ records }: Pick<View, 'records'>) =>
  records.flatMap(({ record, ...place }) => ('address' in record ? [{ record, ...place }] : []));
