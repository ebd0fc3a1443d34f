import { isIPv4, isIPv6, RECORD_TYPES, type RecordData } from '../../model/index.ts';
import { readGenericData } from './generic-data.ts';
import { mistake } from './mistake.ts';
import type { ReadType } from './read-types.ts';
import type { Token } from './zone-tokens.ts';

/** Turns a name as it is written into one in lower case, without final dot. */
export type NameReader = (token: Token) => string;

/** The data of one record as zone files and `dig` write it. `type` is the word of the type, for the place of a mistake. */
export function readData(kind: ReadType, type: Token, data: readonly Token[], name: NameReader): RecordData {
  const [first = type] = data;
  if (first.text === '\\#') return readGenericData(kind, first, data.slice(1));
  const count = kind === 'SRV' ? 4 : 1;
  if (kind === 'TXT' ? data.length === 0 : data.length !== count) {
    const what = `${kind} takes ${RECORD_TYPES[kind]}, and here ${cameWords(data.length)}`;
    throw mistake(type.position, what, `such as: ${EXAMPLES[kind]}`);
  }
  switch (kind) {
    case 'A':
      if (!isIPv4(first.text))
        throw mistake(first.position, `${first.text} is no IPv4 address`, 'such as 192.0.2.1');
      return { type: kind, address: first.text };
    case 'AAAA':
      if (!isIPv6(first.text))
        throw mistake(first.position, `${first.text} is no IPv6 address`, 'such as 2001:db8::1');
      return { type: kind, address: first.text };
    case 'CNAME':
      return { type: kind, target: name(first) };
    case 'TXT':
      return { type: kind, text: data.map(({ text }) => text).join('') };
    case 'SRV': {
      const [priority = 0, weight = 0, port = 0] = data.slice(0, 3).map(number16);
      const target = data[3] ?? type;
      return { type: kind, priority, weight, port, target: target.text === '.' ? '.' : name(target) };
    }
    default:
      return kind satisfies never;
  }
}

const EXAMPLES: Readonly<Record<ReadType, string>> = {
  A: '192.0.2.1',
  AAAA: '2001:db8::1',
  CNAME: 'matrix.example.org.',
  TXT: '"a text"',
  SRV: '10 5 8448 matrix.example.org.',
};

const cameWords = (count: number): string => (count === 1 ? 'comes one word' : `come ${count} words`);

function number16(token: Token): number {
  const value = Number(token.text);
  if (/^\d{1,5}$/.test(token.text) && value <= 65_535) return value;
  throw mistake(
    token.position,
    `${token.text} is no number from 0 to 65535`,
    'SRV takes priority, weight, port and target',
  );
}
