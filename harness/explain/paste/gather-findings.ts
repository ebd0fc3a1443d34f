import type { RecordData, RecordSet, Zone } from '../../model/index.ts';
import type { DnsPaste, PastedQuestion, PastedRecord, Suspicion } from '../paste.ts';
import type { DnsFinding } from './dns-finding.ts';
import { completenessOf, type Landmarks } from './zone-extent.ts';

type Found<Kind extends DnsFinding['kind']> = Extract<DnsFinding, { kind: Kind }>;

/** A zone file that gives no time to live, and programs that do not print it. */
const USUAL_TTL = 3600;

/** Everything that a paste says, put together by name. */
export function gatherFindings(format: string, findings: readonly DnsFinding[]): DnsPaste {
  const tops = new Set(of(findings, 'other').flatMap(({ type, owner }) => (type === 'SOA' ? [owner] : [])));
  const aliases = new Map(of(findings, 'alias').map(({ owner, target }) => [owner, target]));
  const records: Found<'record'>[] = [];
  for (const record of of(findings, 'record')) {
    const { owner, data } = record;
    // No name server takes a CNAME record beside an SOA record: hosters that show one answer with the addresses.
    if (data.type === 'CNAME' && tops.has(owner)) aliases.set(owner, data.target);
    else records.push(record);
  }
  const zone = zoneOf(findings, [...records, ...recordsOfAliases(records, aliases)]);
  return {
    format,
    zone,
    records: records.map(pastedRecord),
    proxied: [...new Set(of(findings, 'proxied').map(({ owner }) => owner))],
    isComplete: completenessOf(zone, landmarksOf(findings, aliases)),
    questions: questionsOf(findings),
    ignored: countsOf(of(findings, 'other').map(({ type }) => type)),
    suspicions: suspicionsOf(findings),
  };
}

function of<Kind extends DnsFinding['kind']>(findings: readonly DnsFinding[], kind: Kind): Found<Kind>[] {
  return findings.filter((finding): finding is Found<Kind> => finding.kind === kind);
}

function pastedRecord({ owner, data, at, targetAt }: Found<'record'>): PastedRecord {
  return { record: { ...data, owner }, at, ...(targetAt && { targetAt }) };
}

/** The addresses of the target, where they are in the paste, too. */
function recordsOfAliases(
  records: readonly Found<'record'>[],
  aliases: ReadonlyMap<string, string>,
): Found<'record'>[] {
  if (aliases.size === 0) return [];
  const byOwner = groupByOwner(records);
  return [...aliases].flatMap(([owner, target]) => {
    let at = target;
    for (let links = 0; links < 16; links++) at = aliases.get(at) ?? aliasOf(byOwner.get(at)) ?? at;
    return (byOwner.get(at) ?? []).flatMap((record) =>
      'address' in record.data ? [{ ...record, owner }] : [],
    );
  });
}

function groupByOwner(records: readonly Found<'record'>[]): ReadonlyMap<string, readonly Found<'record'>[]> {
  const groups = new Map<string, Found<'record'>[]>();
  for (const record of records) {
    const group = groups.get(record.owner);
    if (group) group.push(record);
    else groups.set(record.owner, [record]);
  }
  return groups;
}

function aliasOf(records: readonly Found<'record'>[] = []): string | undefined {
  for (const { data } of records) if (data.type === 'CNAME') return data.target;
  return undefined;
}

/** Names that have only records that play no part are there, too: they exist. */
function zoneOf(findings: readonly DnsFinding[], records: readonly Found<'record'>[]): Zone {
  const groups = groupByOwner(records);
  const owners = new Set([
    ...findings.flatMap((finding) =>
      finding.kind === 'record' || finding.kind === 'other' || finding.kind === 'alias'
        ? [finding.owner]
        : [],
    ),
  ]);
  return Object.fromEntries([...owners].map((owner) => [owner, setsOf(groups.get(owner) ?? [])]));
}

function setsOf(records: readonly Found<'record'>[]): RecordSet[] {
  const sets = new Map<RecordData['type'], Map<string, Found<'record'>>>();
  for (const record of records) {
    const { type } = record.data;
    const set = sets.get(type) ?? new Map<string, Found<'record'>>();
    sets.set(type, set);
    // The same record stands in several answers.
    const key = JSON.stringify(record.data);
    if (!set.has(key)) set.set(key, record);
  }
  return [...sets].map(([type, set]) => {
    const all = [...set.values()];
    const ttl = all.reduce(
      (least, record) => Math.min(least, record.ttl ?? USUAL_TTL),
      Number.POSITIVE_INFINITY,
    );
    return { type, answers: [{ records: all.map(({ data }) => data), ttl, additional: [] }] };
  });
}

function landmarksOf(findings: readonly DnsFinding[], aliases: ReadonlyMap<string, string>): Landmarks {
  const marks = of(findings, 'landmark');
  const owners = (mark: Found<'landmark'>['mark']): Set<string> =>
    new Set(marks.filter((one) => one.mark === mark).map(({ owner }) => owner));
  return {
    SOA: owners('SOA'),
    origins: owners('origins'),
    NS: owners('NS'),
    DNAME: owners('DNAME'),
    ALIAS: new Set(aliases.keys()),
  };
}

/** Of a question that was asked twice the answer counts, whenever it came. */
function questionsOf(findings: readonly DnsFinding[]): readonly PastedQuestion[] {
  const questions = new Map<string, PastedQuestion>();
  for (const { question } of of(findings, 'question')) {
    const key = `${question.type} ${question.name}`;
    const before = questions.get(key);
    if (!before || before.outcome.kind === 'failed') questions.set(key, question);
  }
  return [...questions.values()];
}

function countsOf(types: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const type of types) counts.set(type, (counts.get(type) ?? 0) + 1);
  return counts;
}

function suspicionsOf(findings: readonly DnsFinding[]): readonly Suspicion[] {
  return of(findings, 'suspicion')
    .map(({ suspicion }) => suspicion)
    .sort((one, other) => one.at.line - other.at.line || one.at.column - other.at.column);
}
