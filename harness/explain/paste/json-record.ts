import { canonical } from '../../model/index.ts';
import type { Position } from '../../scenario/index.ts';
import type { DnsFinding } from './dns-finding.ts';
import { mistake, quoted } from './mistake.ts';
import { typeNamed } from './read-types.ts';
import { readData } from './record-data.ts';
import { entriesOf } from './zone-tokens.ts';

/** A record whose data is written as in a zone file, in a value of JSON or in a cell of a table. */
export interface WrittenRecord {
  readonly owner: string;
  readonly type: string;
  readonly data: string;
  readonly ttl?: number;
  readonly at: Position;
}

/** Names in the data are absolute, with or without final dot. */
export function recordWritten({ owner, type, data, ttl, at }: WrittenRecord): DnsFinding {
  const kind = typeNamed(type);
  const name = canonical(owner);
  if (kind === undefined)
    throw mistake(at, `${quoted(type)} is no record type`, 'such as A, AAAA, CNAME, SRV');
  if (kind === 'other') return { kind: 'other', owner: name, type: type.toUpperCase() };
  const [entry] = [...entriesOf([{ text: data.trim(), at }])];
  const words = entry?.kind === 'entry' ? entry.tokens.map((token) => ({ ...token, position: at })) : [];
  const token = { text: type, quoted: false, position: at };
  const read = readData(kind, token, words, ({ text }) => canonical(text));
  return { kind: 'record', owner: name, ...(ttl !== undefined && { ttl }), data: read, at };
}
