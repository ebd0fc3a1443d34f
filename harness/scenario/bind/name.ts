import { visible } from '../../base/index.ts';
import type { Path } from '../file/document.ts';
import { quoted } from '../file/quoted.ts';
import { fill, fullName } from './placeholder.ts';
import type { Scope } from './scope.ts';

export interface NameRules {
  /** Whether the first label may be a `*`, and in a certificate have one among its letters as well: `f*`. */
  readonly wildcard?: boolean | 'or a part';
  /** RFC 2181 11: DNS carries any octet, and what is no name of a host can still be the target of a record. */
  readonly anyOctet?: boolean;
}

/** An authored name as an absolute one without final dot, in the letter case of the author. Complains if DNS cannot carry it. */
export function bindName(
  scope: Scope,
  text: string,
  path: Path,
  { part, ...rules }: NameRules & { part?: 'key' | 'value' } = {},
): string {
  const filled = fill(scope, text, path, part ? { part } : {});
  const name = fullName(scope, filled);
  const wrong = faultOfName(name, rules);
  if (wrong !== undefined) {
    const hint = hintFor(filled);
    const what = `DNS cannot carry ${quoted(text)}: ${wrong}`;
    scope.complain(path, { code: 'bad-name', what, ...(hint && { hint }) }, part);
  }
  return name;
}

/** RFC 1035: labels of 1 to 63 octets, 253 in all. Underscores and a leading `*` are names of records, not of machines. */
export function faultOfName(
  name: string,
  { wildcard = false, anyOctet = false }: NameRules,
): string | undefined {
  const labels = name.split('.');
  for (const [index, label] of labels.entries()) {
    if (label === '') return 'a label is empty';
    const plain = wildcard === 'or a part' && index === 0 ? label.replace('*', '') : label;
    // In one octet each, and none that a zone file or a terminal would take for something else.
    const bad = (anyOctet ? /[^!-~]|[\\"]/u : /[^A-Za-z0-9_-]/u).exec(plain)?.[0];
    if (bad !== undefined && !(wildcard && index === 0 && label === '*')) {
      return `"${visible(bad)}" cannot be in a name`;
    }
    if (label.length > 63)
      return `the label ${label.slice(0, 12)}… has ${label.length} octets, at most 63 fit`;
  }
  if (name.length > 253) return `it has ${name.length} octets, at most 253 fit`;
  return undefined;
}

function hintFor(name: string): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly what is outside ASCII.
  if (/[^\x00-\x7f]/.test(name)) return 'write it in punycode: "xn--…"';
  if (name.includes('@')) return '"@" stands alone: names are relative to it anyway';
  if (name.includes('*')) return 'a "*" is a whole label and the first one';
  if (name.includes(':')) return 'a name has no port';
  return undefined;
}
