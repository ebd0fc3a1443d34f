import { suggestion } from '../../base/index.ts';
import { ADDRESS_SPELLINGS, AGAIN } from '../../model/index.ts';
import type { Path } from '../file/document.ts';
import { hostOf, type Scope } from './scope.ts';

/** `{fed}`, `{ipv4 target}`: anything else in braces (JSON in a body, say) is plain text. */
const PLACEHOLDER = /\{(?:([A-Za-z][A-Za-z0-9]*) )?([@A-Za-z0-9_*.+-]+)\}/g;

const OF_NAME: Readonly<Record<string, (name: string) => string>> = {
  upper: (name) => name.toUpperCase(),
  mixed,
};

/** What a case that is asked once more has in its name changes nothing about the letters of the rest. */
function mixed(name: string): string {
  const at = name.indexOf(`${AGAIN}.`);
  if (at >= 0) {
    const first = mixed(name.replace(`${AGAIN}.`, '.'));
    return first.slice(0, at) + AGAIN + first.slice(at);
  }
  return [...name].map((c, index) => (index % 2 === 0 ? c.toUpperCase() : c.toLowerCase())).join('');
}

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
    const ofHost = own(ADDRESS_SPELLINGS, word);
    if (ofHost) {
      const host = hostOf(scope, operand, path, part);
      return host ? ofHost(host) : whole;
    }
    const hint = suggestion(word, [...Object.keys(ADDRESS_SPELLINGS), ...Object.keys(OF_NAME), 'httpdate']);
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
