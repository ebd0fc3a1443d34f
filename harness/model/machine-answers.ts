import type { Machine, RecordData } from './case.ts';
import type { DnsOddity } from './dns-oddities.ts';
import type { NameAnswer } from './facts.ts';
import { answerOf } from './name-answer.ts';
import type { RecordType } from './record-types.ts';
import { setsIn } from './zone.ts';

/** What the settings of a machine make doubtful about an answer of its first name server. */
export function settingsOf({
  hosts = {},
  secondServer,
}: Machine): (name: string, type: RecordType, first: NameAnswer) => readonly DnsOddity[] {
  const second = secondServer && setsIn(secondServer);
  return (name, type, first) => [
    ...(second && !saysTheSame(first, answerOf(second(name), type)) ? (['two servers'] as const) : []),
    ...(hasOthers(hosts, name, type, first) ? (['hosts file'] as const) : []),
  ];
}

function saysTheSame(first: NameAnswer, second: NameAnswer): boolean {
  return JSON.stringify(gist(first)) === JSON.stringify(gist(second));
}

const gist = (answer: NameAnswer) =>
  answer.kind === 'records' ? answer.records : { kind: answer.kind, why: answer.why };

/** Whether a name has lines in the hosts file, and not the very addresses of that family that DNS has for it. */
function hasOthers(
  hosts: NonNullable<Machine['hosts']>,
  name: string,
  type: RecordType,
  first: NameAnswer,
): boolean {
  if ((type !== 'A' && type !== 'AAAA') || !Object.hasOwn(hosts, name)) return false;
  const listed = (hosts[name] ?? []).filter((address) => address.includes(':') === (type === 'AAAA'));
  const found = first.kind === 'records' ? first.records.flatMap(addressIn) : [];
  return listed.length !== found.length || !listed.every((address) => found.includes(address));
}

const addressIn = (record: RecordData): string[] => ('address' in record ? [record.address] : []);
