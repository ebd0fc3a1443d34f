import type { NameAnswer, RecordType } from '../../model/index.ts';
import type { Position } from '../../scenario/index.ts';
import type { DnsPaste } from '../paste.ts';
import { toldBy } from '../told-names.ts';
import type { Remark } from './remark.ts';
import type { View } from './view.ts';

/** On pastes as a whole: what readers suspect, where two of them tell otherwise, and what plays no part. */
export function pasteRemarks({ pasted: { dns } }: View): readonly Remark[] {
  const suspected = dns.flatMap(({ suspicions }) =>
    suspicions.map((suspicion): Remark => ({ kind: 'written-otherwise', ...suspicion })),
  );
  return [...suspected, ...contradictions(dns), ...ignored(dns)];
}

function contradictions(pastes: readonly DnsPaste[]): Remark[] {
  return pastes.flatMap((later, index) =>
    pastes.slice(0, index).flatMap((earlier) => contradictionsOf(earlier, later)),
  );
}

function contradictionsOf(earlier: DnsPaste, later: DnsPaste): Remark[] {
  const [before, now] = [toldBy(earlier), toldBy(later)];
  return [...new Set([...askedIn(earlier), ...askedIn(later)])].flatMap((key): Remark[] => {
    const [name = '', type = ''] = key.split(' ');
    const [one, other] = [before(name, type as RecordType), now(name, type as RecordType)];
    if (!one || !other || inShort(one) === inShort(other)) return [];
    const [placeBefore, placeNow] = [placeIn(earlier, name, type), placeIn(later, name, type)];
    const at = placeNow ?? placeBefore;
    return [
      {
        kind: 'contradiction',
        ...(at && { at }),
        what: `of the ${type} records of ${name}, ${sourceOf(earlier, placeBefore)} and ${sourceOf(later, placeNow)} tell otherwise (${inShort(one)}; ${inShort(other)}), and the later one counts`,
        instead: 'leave out the one that is out of date',
      },
    ];
  });
}

const placeIn = ({ records }: DnsPaste, name: string, type: string): Position | undefined =>
  records.find(({ record }) => record.owner === name && record.type === type)?.at;

const sourceOf = ({ format }: DnsPaste, at: Position | undefined): string =>
  at ? `${format} (${at.file}:${at.line})` : format;

const askedIn = ({ records, questions }: DnsPaste): readonly string[] => [
  ...records.map(({ record }) => `${record.owner} ${record.type}`),
  ...questions.map(({ name, type }) => `${name} ${type}`),
];

function inShort(answer: NameAnswer): string {
  if (answer.kind !== 'records') return answer.why;
  return answer.records
    .map(({ type: _, ...data }) => Object.values(data).join(' '))
    .sort()
    .join(', ');
}

function ignored(pastes: readonly DnsPaste[]): Remark[] {
  const counts = new Map<string, number>();
  for (const [type, count] of pastes.flatMap((paste) => [...paste.ignored]))
    counts.set(type, (counts.get(type) ?? 0) + count);
  if (counts.size === 0) return [];
  const others = [...counts].map(([type, count]) => `${count} ${type}`).join(', ');
  return [{ kind: 'plays-no-part', what: `records that play no part in this: ${others}` }];
}
