import { asciiLower, canonicalAddress, type RecordData } from '../../model/index.ts';
import { mistake } from './mistake.ts';
import type { ReadType } from './read-types.ts';
import type { Token } from './zone-tokens.ts';

/** RFC 3597, section 5: `\# 4 c0000201`, the octets of a record in hexadecimal digits, cut wherever. `mark` is the `\#`. */
export function readGenericData(
  type: ReadType,
  mark: Token,
  [length, ...digits]: readonly Token[],
): RecordData {
  const hex = digits.map(({ text }) => text).join('');
  if (!/^(?:[\da-f]{2})*$/i.test(hex))
    throw damaged(type, mark, 'its octets are not hexadecimal digits in pairs');
  const octets = Buffer.from(hex, 'hex');
  if (String(octets.length) !== length?.text)
    throw damaged(type, mark, `it says ${length?.text ?? 'no'} octets, and here are ${octets.length}`);
  const data = dataOf(type, octets);
  if (!data) throw damaged(type, mark, `these octets are no ${type} record`);
  return data;
}

function dataOf(type: ReadType, octets: Buffer): RecordData | undefined {
  switch (type) {
    case 'A':
      return octets.length === 4 ? { type, address: octets.join('.') } : undefined;
    case 'AAAA': {
      const groups = (octets.toString('hex').match(/.{4}/g) ?? []).join(':');
      const address = octets.length === 16 ? canonicalAddress(groups) : undefined;
      return address === undefined ? undefined : { type, address };
    }
    case 'CNAME': {
      const target = nameIn(octets);
      return target === undefined ? undefined : { type, target };
    }
    case 'TXT':
      return { type, text: stringsIn(octets).join('') };
    case 'SRV': {
      const target = octets.length < 7 ? undefined : nameIn(octets.subarray(6));
      if (target === undefined) return undefined;
      const [priority, weight, port] = [0, 2, 4].map((at) => octets.readUInt16BE(at)) as [
        number,
        number,
        number,
      ];
      return { type, priority, weight, port, target: target === '' ? '.' : target };
    }
    default:
      return type satisfies never;
  }
}

/** Labels up to the root; `undefined` where they end before, or something stands behind. */
function nameIn(octets: Buffer): string | undefined {
  const labels = stringsIn(octets);
  const isWhole = octets.at(-1) === 0 && labels.at(-1) === '' && labels.indexOf('') === labels.length - 1;
  return isWhole ? asciiLower(labels.slice(0, -1).join('.')) : undefined;
}

/** Each with its length before it. */
function stringsIn(octets: Buffer): string[] {
  const strings: string[] = [];
  for (let at = 0; at < octets.length; at += 1 + (octets[at] ?? 0))
    strings.push(octets.toString('latin1', at + 1, at + 1 + (octets[at] ?? 0)));
  return strings;
}

function damaged(type: ReadType, mark: Token, why: string): Error {
  const hint = `paste the whole line of this ${type} record, or what dig prints for its name`;
  return mistake(mark.position, `this record cannot be read: ${why}`, hint);
}
