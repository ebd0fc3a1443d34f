import { suggestion } from '../../base/index.ts';
import type {
  EventPattern,
  Expectation,
  ExpectedConnection,
  ListenerId,
  Tolerance,
} from '../../model/index.ts';
import type { Path } from '../file/document.ts';
import { quoted } from '../file/quoted.ts';
import type {
  AuthoredConnection,
  AuthoredExpect,
  AuthoredPattern,
  AuthoredTolerance,
} from '../file/schema-expect.ts';
import { bindPattern } from './pattern.ts';
import { fill } from './placeholder.ts';
import { hostOf, type Scope } from './scope.ts';

export function bindExpect(scope: Scope, authored: AuthoredExpect, path: Path = ['expect']): Expectation {
  const { step, control, answer, within, atMost = [] } = authored;
  const patterns = (key: 'saw' | 'never'): EventPattern[] =>
    (authored[key] ?? []).flatMap((each, index) => patternOf(scope, each, [...path, key, index]));
  return {
    ...decision(scope, authored, path),
    ...(step !== undefined && { step }),
    ...(control !== undefined && { control }),
    ...(answer !== undefined && { answer }),
    ...(within !== undefined && { within }),
    saw: patterns('saw'),
    never: patterns('never'),
    atMost: atMost.flatMap(({ count, ...each }, index) =>
      patternOf(scope, each, [...path, 'atMost', index]).map((pattern) => ({ pattern, count })),
    ),
  };
}

/** None after a complaint. */
function patternOf(scope: Scope, authored: AuthoredPattern, path: Path): EventPattern[] {
  if (typeof authored === 'string') return [bindPattern(scope, { pattern: authored }, path) ?? []].flat();
  const { clause, ...written } = authored;
  const pattern = bindPattern(scope, written, [...path, 'pattern']);
  return pattern === undefined ? [] : [{ ...pattern, ...(clause !== undefined && { clause }) }];
}

export function bindTolerance(scope: Scope, authored: AuthoredTolerance, path: Path): Tolerance {
  const { because, grade } = authored;
  return { because, grade, ...decision(scope, authored, path) };
}

function decision(
  scope: Scope,
  { connect = [], refuse }: Pick<AuthoredExpect, 'connect' | 'refuse'>,
  path: Path,
): Pick<Expectation, 'connect' | 'refuse'> {
  if (refuse && connect.length > 0) {
    const hint = 'remove one of them (in a variant: "refuse": null or "connect": null)';
    const complaint = {
      code: 'bad-value',
      what: '"refuse" and "connect" contradict each other',
      hint,
    } as const;
    scope.complain([...path, 'refuse'], complaint, 'key');
  }
  return {
    refuse: refuse === true,
    connect: connect.map((each, index) => connection(scope, each, [...path, 'connect', index])),
  };
}

function connection(scope: Scope, authored: AuthoredConnection, path: Path): ExpectedConnection {
  const { to, sni, destination } = authored;
  const [first, ...rest] =
    typeof to === 'string'
      ? [listenerId(scope, to, [...path, 'to'])]
      : to.map((each, index) => listenerId(scope, each, [...path, 'to', index]));
  return {
    // The schema admits no empty list.
    to: [first as ListenerId, ...rest],
    host: fill(scope, authored.host, [...path, 'host']),
    cert: fill(scope, authored.cert, [...path, 'cert']),
    ...(sni !== undefined && { sni: sni === null ? null : fill(scope, sni, [...path, 'sni']) }),
    ...(destination !== undefined && { destination: fill(scope, destination, [...path, 'destination']) }),
  };
}

function listenerId(scope: Scope, text: string, path: Path): ListenerId {
  const [, label, port] = /^([^:]+):(\d+)$/.exec(text) ?? [];
  if (label === undefined) {
    const hint = 'write "host:port", such as "target:8443"';
    scope.complain(path, { code: 'bad-value', what: `${quoted(text)} is no listener`, hint });
  } else if (hostOf(scope, label, path)) {
    const ports = (scope.ports.get(label) ?? []).map(String);
    if (!ports.includes(port ?? '')) {
      const hint =
        ports.length === 0 ? `it has no ports; add it under "hosts"` : suggestion(port ?? '', ports);
      scope.complain(path, {
        code: 'undeclared-port',
        what: `the host "${label}" has no port ${port}`,
        hint,
      });
    }
  }
  return text as ListenerId;
}
