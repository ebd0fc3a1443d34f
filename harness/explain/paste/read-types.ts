import { keysOf } from '../../base/index.ts';
import { RECORD_TYPES, type RecordType } from '../../model/index.ts';
import { isOtherType } from './other-types.ts';

/** Those that the specification looks at. HTTPS and SVCB records play no part in finding a server (N-8). */
export type ReadType = Exclude<RecordType, 'HTTPS' | 'SVCB'>;
const isRead = (type: RecordType): type is ReadType => type !== 'HTTPS' && type !== 'SVCB';
const TYPES = keysOf(RECORD_TYPES).filter(isRead);

/** RFC 3597, section 5: a type by its number. */
const NUMBERED: Readonly<Record<string, ReadType>> = {
  TYPE1: 'A',
  TYPE5: 'CNAME',
  TYPE16: 'TXT',
  TYPE28: 'AAAA',
  TYPE33: 'SRV',
};

/** The type that is read, under whichever of its names; `other`: a type that plays no part; `undefined`: no type at all. */
export function typeNamed(word: string): ReadType | 'other' | undefined {
  const upper = word.toUpperCase();
  return TYPES.find((one) => one === upper) ?? NUMBERED[upper] ?? (isOtherType(upper) ? 'other' : undefined);
}
