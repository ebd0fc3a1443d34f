import ipaddr from 'ipaddr.js';
import { suggestion } from '../../base/index.ts';
import type { Path } from '../file/document.ts';
import type { HostAddresses } from './blocks.ts';
import { hostOf, type Scope } from './scope.ts';

/** `{fed}`, `{ipv4 target}`: anything else in braces (JSON in a body, say) is plain text. */
const PLACEHOLDER = /\{(?:([A-Za-z][A-Za-z0-9]*) )?([@A-Za-z0-9_*.+-]+)\}/g;

const OF_HOST: Readonly<Record<string, (addresses: HostAddresses) => string>> = {
  ipv4: ({ ipv4 }) => ipv4,
  ipv6: ({ ipv6 }) => ipv6,
  short: ({ ipv4 }) => short(ipv4),
  decimal: ({ ipv4 }) => String(numberOf(ipv4)),
  hex: ({ ipv4 }) => `0x${numberOf(ipv4).toString(16)}`,
  octal: ({ ipv4 }) => padded(ipv4, 8, 4),
  zeros: ({ ipv4 }) => padded(ipv4, 10, 3),
  full: ({ ipv6 }) => groups(ipv6, 4).join(':'),
  capital: ({ ipv6 }) => ipv6.toUpperCase(),
  quad: ({ ipv6 }) => quad(ipv6),
};

const OF_NAME: Readonly<Record<string, (name: string) => string>> = {
  upper: (name) => name.toUpperCase(),
  mixed: (name) =>
    [...name].map((c, index) => (index % 2 === 0 ? c.toUpperCase() : c.toLowerCase())).join(''),
};

/** `text` with its placeholders replaced. `{httpdate +3600}` stays where the world will replace it: in headers. */
export function fill(
  scope: Scope,
  text: string,
  path: Path,
  { httpdate = false, part }: { httpdate?: boolean; part?: 'key' | 'value' } = {},
): string {
  if (!text.includes('{')) return text;
  return text.replace(PLACEHOLDER, (whole: string, word: string | undefined, operand: string) => {
    if (word === 'httpdate' || (word === undefined && operand === 'httpdate')) {
      if (!httpdate)
        scope.complain(path, { code: 'bad-placeholder', what: `${whole} works in headers only` }, part);
      else if (word !== undefined && !/^[+-]\d+$/.test(operand)) {
        const hint = 'write {httpdate}, {httpdate +3600} or {httpdate -3600}';
        scope.complain(
          path,
          { code: 'bad-placeholder', what: `${whole} is no number of seconds`, hint },
          part,
        );
      }
      return whole;
    }
    if (word === undefined) return fullName(scope, operand);
    const ofName = own(OF_NAME, word);
    if (ofName) return ofName(fullName(scope, operand));
    const ofHost = own(OF_HOST, word);
    if (ofHost) {
      const host = hostOf(scope, operand, path, part);
      return host ? ofHost(host) : whole;
    }
    const hint = suggestion(word, [...Object.keys(OF_HOST), ...Object.keys(OF_NAME), 'httpdate']);
    scope.complain(path, { code: 'bad-placeholder', what: `${whole} is no placeholder`, hint }, part);
    return whole;
  });
}

/** The same, but undefined after a complaint: nothing more is to be said of a text that is not what its author means. */
export function fillWhole(scope: Scope, text: string, path: Path, part: 'key' | 'value'): string | undefined {
  let whole = true;
  const complain: Scope['complain'] = (...complaint) => {
    whole = false;
    scope.complain(...complaint);
  };
  const filled = fill({ ...scope, complain }, text, path, { part });
  return whole ? filled : undefined;
}

/** Authors choose the word, and every object has a `constructor`. */
function own<Value>(table: Readonly<Record<string, Value>>, word: string): Value | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}

/** Relative to the server name as in a zone file: `@`, `fed`, or absolute with a final dot. */
export function fullName(scope: Scope, name: string): string {
  if (name === '@') return scope.name;
  if (name.endsWith('.')) return name.slice(0, -1);
  const lower = name.toLowerCase();
  // `{fed}` in a place that takes names has become a full name already.
  if (lower === scope.name || lower.endsWith(`.${scope.name}`)) return name;
  return `${name}.${scope.name}`;
}

/** Every spelling of a host's addresses that a placeholder can give. */
export function spellingsOf(addresses: HostAddresses): readonly string[] {
  return Object.values(OF_HOST).map((spell) => spell(addresses));
}

function numberOf(ipv4: string): number {
  return ipv4.split('.').reduce((number, octet) => number * 256 + Number(octet), 0);
}

/** inet_aton takes `20.1.8` for 20.1.0.8: the last part fills what is left. */
function short(ipv4: string): string {
  const [a, b, c, d] = ipv4.split('.').map(Number);
  return `${a}.${b}.${(c ?? 0) * 256 + (d ?? 0)}`;
}

/** Four octal digits are more than the grammar allows (G-3), so `0024.0001.0000.0010` is a name whatever the address. */
function padded(ipv4: string, radix: 8 | 10, digits: number): string {
  return ipv4
    .split('.')
    .map((octet) => Number(octet).toString(radix).padStart(digits, '0'))
    .join('.');
}

/** RFC 3513 2.2: the last two groups may be written as a dotted quad. */
function quad(ipv6: string): string {
  const last = ipaddr.IPv6.parse(ipv6).toByteArray().slice(12).join('.');
  return [...groups(ipv6).slice(0, 6), last].join(':');
}

function groups(ipv6: string, digits = 1): string[] {
  return ipaddr.IPv6.parse(ipv6).parts.map((group) => group.toString(16).padStart(digits, '0'));
}
