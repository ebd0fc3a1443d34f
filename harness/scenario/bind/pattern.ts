import { suggestion } from '../../base/index.ts';
import { type EventPattern, splitHostPort, splitListenerId, withPort } from '../../model/index.ts';
import type { Path } from '../file/document.ts';
import { quoted } from '../file/quoted.ts';
import { isPort } from '../file/schema-hosts.ts';
import { bindName } from './name.ts';
import { fill } from './placeholder.ts';
import { hostOf, type Scope } from './scope.ts';

const KINDS = {
  dns: 'dns SRV _matrix._tcp.fed',
  syn: 'syn origin:80',
  tcp: 'tcp origin:8448',
  tls: 'tls origin:443 sni=fed',
  http: 'http origin:443 GET /path host=fed',
} as const satisfies Readonly<Record<EventPattern['kind'], string>>;

/** What an author says of events, but for the clause. */
interface WrittenPattern {
  readonly pattern: string;
  readonly authorization?: boolean | undefined;
}

/** An authored event pattern with its names bound; undefined after a complaint. `path` leads to its text. */
export function bindPattern(
  scope: Scope,
  { pattern: text, authorization }: WrittenPattern,
  path: Path,
): EventPattern | undefined {
  const bound = bindText(scope, text, path);
  if (bound === undefined || authorization === undefined) return bound;
  if (bound.kind !== 'http') {
    const what = `${quoted(text)}: only requests have an Authorization header`;
    scope.complain(path, { code: 'bad-pattern', what, hint: `write it like "${KINDS.http}"` });
    return undefined;
  }
  return { ...bound, authorization, text: `${text} ${authorization ? 'with' : 'without'} Authorization` };
}

/** Trailing fields may be left out: any. */
function bindText(scope: Scope, text: string, path: Path): EventPattern | undefined {
  const [kind = '', ...fields] = fill(scope, text, path).trim().split(/\s+/);
  const bad = (what: string, hint: string): undefined => {
    scope.complain(path, { code: 'bad-pattern', what: `${quoted(text)}: ${what}`, hint });
    return undefined;
  };
  if (!Object.hasOwn(KINDS, kind)) {
    return bad(
      `an event is dns, syn, tcp, tls or http, not ${quoted(kind)}`,
      suggestion(kind, Object.keys(KINDS)),
    );
  }
  const known = kind as keyof typeof KINDS;
  const example = `write it like "${KINDS[known]}"`;
  const most = known === 'http' ? 4 : known === 'syn' || known === 'tcp' ? 1 : 2;
  if (fields.length === 0 || fields.length > most) return bad('this is not its form', example);
  const [first = '*', second = '*', third = '*', fourth] = fields;
  if (known === 'dns') {
    if (!/^(\*|[A-Z][A-Z0-9]*)$/.test(first)) return bad(`"${first}" is no record type`, example);
    const name = second === '*' ? '*' : bindName(scope, second, path, { wildcard: true });
    return { kind: 'dns', type: first, name: name.toLowerCase(), text };
  }
  if (!isPlace(scope, first, path)) return bad(`"${first}" is no listener`, example);
  switch (known) {
    case 'syn':
    case 'tcp':
      return { kind: known, to: first, text };
    case 'tls': {
      if (second !== '*' && !second.startsWith('sni=')) return bad(`"${second}" is not understood`, example);
      const sni = second === '*' ? '*' : second.slice('sni='.length);
      const name = sni === '*' ? sni : bindName(scope, sni, path, { wildcard: true });
      return { kind: 'tls', to: first, sni: name.toLowerCase(), text };
    }
    case 'http':
      if (!/^(\*|[A-Z]+)$/.test(second)) return bad(`"${second}" is no method`, example);
      if (!/^[*/]/.test(third)) return bad(`the path "${third}" does not start with /`, example);
      if (fourth !== undefined && !fourth.startsWith('host='))
        return bad(`"${fourth}" is not understood`, example);
      return {
        kind: 'http',
        to: first,
        method: second,
        path: third,
        ...(fourth !== undefined && { authority: authority(scope, fourth.slice('host='.length), path) }),
        text,
      };
    default:
      return known satisfies never;
  }
}

/** `origin:443`, `origin:*`, `*:443`, `*`. The host must be declared; whether the port is, is for the lint to say. */
function isPlace(scope: Scope, text: string, path: Path): boolean {
  if (text === '*') return true;
  const { host, port } = splitListenerId(text);
  if (port === undefined || host.includes(':') || (port !== '*' && !isPort(port))) return false;
  if (host !== '*') hostOf(scope, host, path);
  return true;
}

/** A name of the case, with the port where one is written. */
function authority(scope: Scope, text: string, path: Path): string {
  if (text === '*') return text;
  const { host, port } = splitHostPort(text);
  // An empty port is left to the name, which complains of the colon.
  const bound = bindName(scope, port === '' ? text : host, path, { wildcard: true }).toLowerCase();
  return port ? withPort(bound, port) : bound;
}
