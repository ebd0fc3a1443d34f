import type { DnsAnswer, RecordData, RecordSet, Zone } from '../case.ts';
import type { RecordType } from '../record-types.ts';

/** Record sets by type: the text of a record, or answers in turn. */
export type Sample = Readonly<Partial<Record<RecordType, string | readonly Partial<DnsAnswer>[]>>>;

/** A zone in short; every name is absolute. */
export function sampleZone(owners: Readonly<Record<string, Sample>>): Zone {
  return Object.fromEntries(Object.entries(owners).map(([owner, sample]) => [owner, setsOf(sample)]));
}

export const addressRecord = (address: string): RecordData => ({ type: 'A', address });

function setsOf(sample: Sample): RecordSet[] {
  return (Object.entries(sample) as [RecordType, string | readonly Partial<DnsAnswer>[]][]).map(
    ([type, content]) => {
      const answers = typeof content === 'string' ? [{ records: [record(type, content)] }] : content;
      const [first = {}, ...rest] = answers;
      return { type, answers: [whole(first), ...rest.map(whole)] };
    },
  );
}

const whole = (answer: Partial<DnsAnswer>): DnsAnswer => ({
  records: [],
  ttl: 60,
  additional: [],
  ...answer,
});

function record(type: RecordType, text: string): RecordData {
  switch (type) {
    case 'A':
    case 'AAAA':
      return { type, address: text };
    case 'CNAME':
      return { type, target: text };
    case 'SRV':
      return { type, priority: 0, weight: 0, port: 8448, target: text };
    case 'TXT':
      return { type, text };
    case 'HTTPS':
    case 'SVCB':
      return { type, priority: 1, target: text, parameters: {} };
    default:
      return type satisfies never;
  }
}
