import { type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { parseServerName, type ValidServerName } from '../../model/index.ts';

export type WellKnownReading =
  | { readonly ok: true; readonly name: ValidServerName; readonly open: readonly OpenReading[] }
  | {
      readonly ok: false;
      readonly clause: string;
      readonly why: string;
      readonly open: readonly OpenReading[];
    };

export interface OpenReading {
  readonly id: string;
  readonly reading: string;
}

const BYTE_ORDER_MARK = 0xfeff;
const STRICT_UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Whether an answer delegates: status 200, JSON, an object, `m.server`, a string, a server name. */
export function readWellKnown(status: number, body: Uint8Array): WellKnownReading {
  if (status !== 200) return wrongStatus(status);
  let text: string;
  try {
    text = STRICT_UTF8.decode(body);
  } catch {
    return invalid('S3-j', 'the body is not UTF-8');
  }
  const open: OpenReading[] = [];
  if (text.charCodeAt(0) === BYTE_ORDER_MARK) {
    open.push({ id: 'AMB-9', reading: 'a byte order mark is passed over' });
    text = text.slice(1);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return invalid('S3-g', 'the body is not JSON', [...open, ...looseReading(text)]);
  }
  if (repeatsKey(text)) open.push({ id: 'AMB-9', reading: 'of two equal keys the last one counts' });
  return readDelegation(value, open);
}

function wrongStatus(status: number): WellKnownReading {
  const why = `the status is ${status}, not 200`;
  if (status >= 300 && status < 400) return invalid('R-8', why);
  if (status === 410)
    return invalid('S3-d', why, [{ id: 'AMB-31', reading: '410 is like any other status' }]);
  return invalid(status > 200 && status < 300 ? 'S3-e' : 'S3-d', why);
}

function readDelegation(value: unknown, open: readonly OpenReading[]): WellKnownReading {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return invalid('S3-h', 'the JSON is not an object', open);
  }
  const member = Object.entries(value).find(([key]) => key === 'm.server');
  if (!member) {
    const variant = Object.keys(value).find((key) => key.toLowerCase() === 'm.server');
    if (variant === undefined) return invalid('S3-h', 'there is no m.server', open);
    const doubt = { id: 'AMB-9', reading: 'a key in other letter case is another key' };
    return invalid('S3-s', `there is no m.server, only ${variant}`, [...open, doubt]);
  }
  if (typeof member[1] !== 'string') return invalid('S3-h', 'm.server is not a string', open);
  // G-16: the same grammar as everywhere.
  const name = parseServerName(member[1]);
  if (!name.ok) {
    return invalid(
      'S3-h',
      `m.server ${JSON.stringify(name.text)} is no server name (${name.clause}): ${name.why}`,
      open,
    );
  }
  return { ok: true, name, open };
}

function invalid(clause: string, why: string, open: readonly OpenReading[] = []): WellKnownReading {
  return { ok: false, clause, why, open };
}

/** AMB-9: bodies that are not JSON, but from which a lenient parser takes a delegation all the same. */
function looseReading(text: string): OpenReading[] {
  // What comes before the object no parser passes over.
  if (!/^\s*\{/.test(text)) return [];
  const errors: ParseError[] = [];
  // Python reads NaN and Infinity as numbers.
  const numbers = text.replace(/\b(NaN|Infinity)\b/g, '0');
  const root = parseTree(numbers, errors, { disallowComments: true, allowTrailingComma: false });
  const lenient = errors.every(({ error }) =>
    /^(EndOfFileExpected|InvalidSymbol)$/.test(printParseErrorCode(error)),
  );
  const delegates = root?.children?.some((p) => p.children?.[0]?.value === 'm.server' && p.children[1]);
  return lenient && delegates ? [{ id: 'AMB-9', reading: 'what is not JSON throughout is not JSON' }] : [];
}

function repeatsKey(text: string): boolean {
  const first = text.indexOf('"m.server"');
  if (first < 0 || text.indexOf('"m.server"', first + 1) < 0) return false;
  const keys = parseTree(text)?.children?.map((p) => p.children?.[0]?.value) ?? [];
  return keys.filter((key) => key === 'm.server').length > 1;
}
