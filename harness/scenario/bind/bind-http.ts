import type { HttpAnswer } from '../../model/index.ts';
import type { Path } from '../file/document.ts';
import type { AuthoredHttpAnswer } from '../file/schema-hosts.ts';
import { fill } from './placeholder.ts';
import type { Scope } from './scope.ts';

/** `http2`: the listener may speak it. */
export function bindHttpAnswer(
  scope: Scope,
  authored: AuthoredHttpAnswer,
  path: Path,
  { http2 = false } = {},
): HttpAnswer {
  refuseContradictions(scope, authored, path, http2);
  if (authored.raw !== undefined) {
    const raw = Buffer.from(fill(scope, authored.raw, [...path, 'raw']), 'latin1');
    return { raw, status: 0, headers: {}, body: new Uint8Array() };
  }
  const { location, delay, drip, chunked, endless, close, gzip, http, agents } = authored;
  return {
    status: authored.status ?? (location === undefined ? 200 : 302),
    headers: headers(scope, authored, path),
    body: padded(body(scope, authored, path), authored.size),
    ...(location !== undefined && {
      location: headerValue(scope, location, [...path, 'location']),
    }),
    ...(delay !== undefined && { delay }),
    ...(drip !== undefined && { drip }),
    ...(chunked !== undefined && { chunked }),
    ...(endless !== undefined && { endless }),
    ...(close !== undefined && { close }),
    ...(gzip !== undefined && { gzip }),
    ...(http !== undefined && { http }),
    ...(agents !== undefined && {
      agents: Object.entries(agents).map(([agent, each]) => ({
        agent,
        answer: bindHttpAnswer(scope, each, [...path, 'agents', agent], { http2 }),
      })),
    }),
  };
}

type Key = keyof AuthoredHttpAnswer;

/** Pairs of keys that say two things at once, and why. */
const CONTRADICTIONS: readonly (readonly [Key, Key, string])[] = [
  ['endless', 'close', 'one never ends, the other ends early'],
  ['endless', 'gzip', 'what never ends is not compressed here'],
];

function refuseContradictions(scope: Scope, authored: AuthoredHttpAnswer, path: Path, http2: boolean): void {
  const given = (Object.keys(authored) as Key[]).filter((key) => authored[key] !== undefined);
  const refuse = (key: Key, what: string, hint: string): void =>
    scope.complain([...path, key], { code: 'bad-value', what, hint }, 'key');
  if (authored.raw !== undefined && given.length > 1) {
    const others = given.filter((key) => key !== 'raw').map((key) => `"${key}"`);
    const hint = 'write them into "raw", or do without "raw"';
    refuse('raw', `"raw" is the whole answer: ${others.join(' and ')} cannot stand beside it`, hint);
  }
  for (const [one, other, why] of CONTRADICTIONS) {
    if (authored[one] === true && authored[other] === true)
      refuse(other, `"${one}" and "${other}" contradict each other`, why);
  }
  if (authored.http === '1.0' && authored.chunked === true)
    refuse('chunked', 'HTTP/1.0 has no chunks', 'write such an answer as "raw"');
  for (const key of ['raw', 'http'] as const) {
    if (http2 && authored[key] !== undefined)
      refuse(key, `"${key}" is for HTTP/1, and this listener may speak HTTP/2`, 'remove "h2" from "alpn"');
  }
}

type Headers = HttpAnswer['headers'];

function headers(scope: Scope, authored: AuthoredHttpAnswer, path: Path): Headers {
  const bound: Record<string, string | readonly string[]> = {};
  for (const [name, value] of Object.entries(authored.headers ?? {})) {
    const at = [...path, 'headers', name];
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) {
      scope.complain(
        at,
        { code: 'bad-value', what: `${JSON.stringify(name)} is no name for a header` },
        'key',
      );
    }
    bound[name] =
      typeof value === 'string'
        ? headerValue(scope, value, at)
        : value.map((each, index) => headerValue(scope, each, [...at, index]));
  }
  const named = Object.keys(bound).some((name) => name.toLowerCase() === 'content-type');
  return authored.json === undefined || named ? bound : { 'Content-Type': 'application/json', ...bound };
}

function headerValue(scope: Scope, text: string, path: Path): string {
  const value = fill(scope, text, path, { httpdate: true });
  if (/[^\t\x20-\x7e\x80-\xff]/.test(value)) {
    scope.complain(path, { code: 'bad-value', what: 'HTTP cannot carry this character in a header' });
  }
  return value;
}

function body(scope: Scope, authored: AuthoredHttpAnswer, path: Path): Uint8Array {
  const { json, body: text, bodyBase64 } = authored;
  const forms = Object.entries({ json, body: text, bodyBase64 }).filter(([, value]) => value !== undefined);
  if (forms.length > 1) {
    const names = forms.map(([name]) => `"${name}"`).join(' and ');
    scope.complain(path, {
      code: 'bad-value',
      what: `one body only, not ${names}`,
      hint: 'remove the others',
    });
  }
  if (json !== undefined) return Buffer.from(JSON.stringify(filledJson(scope, json, [...path, 'json'])));
  if (text !== undefined) return Buffer.from(fill(scope, text, [...path, 'body']));
  return Buffer.from(bodyBase64 ?? '', 'base64');
}

/** Placeholders work in the values of a JSON body, not in its keys. */
function filledJson(scope: Scope, value: unknown, path: Path): unknown {
  if (typeof value === 'string') return fill(scope, value, path);
  if (Array.isArray(value)) return value.map((each, index) => filledJson(scope, each, [...path, index]));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, filledJson(scope, each, [...path, key])]),
  );
}

/** Spaces, so that padded JSON is still the same JSON. */
function padded(bytes: Uint8Array, size: number | undefined): Uint8Array {
  return size === undefined || size <= bytes.length
    ? bytes
    : Buffer.concat([bytes], size).fill(' ', bytes.length);
}
