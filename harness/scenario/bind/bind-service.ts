import { isIPv4, isIPv6, type ServiceBinding, type ServiceParameters } from '../../model/index.ts';
import type { Path } from '../file/document.ts';
import { quoted } from '../file/quoted.ts';
import { bindName } from './name.ts';
import { fill } from './placeholder.ts';
import { hostOf, type Scope } from './scope.ts';

const HINT = 'write "priority target parameters", such as "1 . alpn=h2,http/1.1 port=8449 ipv4hint=hs"';

/** An HTTPS or SVCB record, written as in a zone file. Hints are addresses, or labels of hosts. */
export function bindServiceBinding(
  scope: Scope,
  type: ServiceBinding['type'],
  text: string,
  path: Path,
): ServiceBinding[] {
  const complain = (what: string): ServiceBinding[] => {
    scope.complain(path, { code: 'bad-value', what: `${what} in ${quoted(text)}`, hint: HINT });
    return [];
  };
  // Longer than any of ours: splitting takes time that grows with the square.
  if (text.length > 1000) return complain('too much');
  const [priority = '', target, ...words] = text.trim().split(/\s+(?![^{]*\})/);
  if (!/^\d{1,5}$/.test(priority) || Number(priority) > 65_535)
    return complain('no priority from 0 to 65535');
  if (target === undefined) return complain('no target');
  const parameters = parametersOf(scope, words, path);
  if (typeof parameters === 'string') return complain(parameters);
  // RFC 9460 2.4.2: what would be ignored is no use to anybody.
  if (Number(priority) === 0 && words.length > 0) return complain('parameters beside priority 0, an alias,');
  const bound = target === '.' ? '.' : bindName(scope, target, path);
  return [{ type, priority: Number(priority), target: bound, parameters }];
}

/** Or what is wrong with them. */
function parametersOf(scope: Scope, words: readonly string[], path: Path): ServiceParameters | string {
  const found: { -readonly [Key in keyof ServiceParameters]: ServiceParameters[Key] } = {};
  for (const word of words) {
    const [key = '', value = ''] = word.split(/=(.*)/s);
    if (Object.hasOwn(found, key)) return `${key} twice`;
    const values = value.split(',');
    switch (key) {
      case 'alpn':
        if (!values.every((id) => /^[!-~]{1,255}$/.test(id))) return 'an alpn that is none';
        found.alpn = values;
        break;
      case 'port':
        if (!/^\d{1,5}$/.test(value) || Number(value) > 65_535) return 'no port from 0 to 65535';
        found.port = Number(value);
        break;
      case 'ipv4hint':
        found.ipv4hint = values.map((each) => hintOf(scope, 'ipv4', each, path));
        if (!found.ipv4hint.every(isIPv4)) return 'an ipv4hint that is none';
        break;
      case 'ipv6hint':
        found.ipv6hint = values.map((each) => hintOf(scope, 'ipv6', each, path));
        if (!found.ipv6hint.every(isIPv6)) return 'an ipv6hint that is none';
        break;
      default:
        return `${quoted(key)}, which is no parameter that the world has,`;
    }
  }
  return found;
}

function hintOf(scope: Scope, family: 'ipv4' | 'ipv6', text: string, path: Path): string {
  const literal = fill(scope, text, path);
  if (isIPv4(literal) || isIPv6(literal)) return literal;
  return hostOf(scope, literal, path)?.[family] ?? '';
}
