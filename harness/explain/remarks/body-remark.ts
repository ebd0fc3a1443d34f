import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import { jsonExcerpt } from '../../base/index.ts';
import { parseServerName } from '../../model/index.ts';
import { readWellKnown } from '../../oracle/index.ts';
import type { Position } from '../../scenario/index.ts';
import type { PastedAnswer } from '../paste.ts';
import { jsonMistake } from './json-mistake.ts';
import { meantDelegation } from './meant-delegation.ts';
import type { Remark } from './remark.ts';

/** Why nobody goes by the body of a well-known file, if that is so. `host`: of the server name. */
export function bodyRemark({ body, bodyAt }: PastedAnswer, host: string): readonly Remark[] {
  if (readWellKnown(200, body).ok) return [];
  const text = new TextDecoder('utf-8').decode(body);
  const example = meantDelegation(text) ?? `matrix.${host}:443`;
  const instead = `write {"m.server": "${example}"}`;
  const { at, ...said } = isUtf8(body) ? mistakeIn(text) : notUtf8(text);
  return [{ instead, ...said, ...placeOf(at, text, bodyAt), what: `your file is ignored: ${said.what}` }];
}

/** The first octet that is none is the first character that stands for such. */
function notUtf8(text: string): Said {
  const what = 'it holds a character that is no UTF-8';
  return { kind: 'file-not-utf8', at: text.indexOf('\ufffd'), what, instead: 'save it as UTF-8' };
}

function isUtf8(body: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(body);
    return true;
  } catch {
    return false;
  }
}

type Said = Omit<Remark, 'at'> & { readonly at: number };

/** `at`: how many characters stand before it. */
function mistakeIn(text: string): Said {
  const start = text.search(/\S/);
  if (start < 0) return { kind: 'file-empty', at: 0, what: 'it is empty' };
  if (text[start] === '<') {
    const what = 'it is a web page (HTML), and no JSON';
    return { kind: 'file-is-page', at: start, what };
  }
  const mistake = jsonMistake(text);
  if (mistake) return { kind: 'file-not-json', ...mistake };
  return mistakeOfValue(text, JSON.parse(text.replace(/^\uFEFF/, '')));
}

function mistakeOfValue(text: string, value: unknown): Said {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const what = `it is ${Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'null' : `a ${typeof value}`}, and no object`;
    return { kind: 'file-without-server', at: 0, what };
  }
  const entries = Object.entries(value);
  const server = entries.find(([key]) => key === 'm.server')?.[1];
  if (server === undefined) return withoutServer(text, entries);
  const at = offsetOf(text, ['m.server']);
  if (typeof server !== 'string') {
    const what = `m.server is ${jsonExcerpt(server, 40)}, and has to be a text: the name of a host, with or without a port`;
    return { kind: 'server-of-wrong-type', at, what };
  }
  if (/^\s*[a-z][a-z0-9+.-]*:\/\//i.test(server)) {
    return {
      kind: 'server-is-url',
      at,
      what: `m.server is a URL, ${jsonExcerpt(server, 60)}, and has to be the name of a host`,
    };
  }
  const name = parseServerName(server);
  const why = name.ok ? 'nobody can read it' : name.why;
  return { kind: 'server-is-no-name', at, what: `m.server is ${jsonExcerpt(server, 60)}: ${why}` };
}

function withoutServer(text: string, entries: readonly (readonly [string, unknown])[]): Said {
  const keys = entries.map(([key]) => key);
  const errcode = entries.find(([key]) => key === 'errcode')?.[1];
  if (typeof errcode === 'string') {
    const what = `it is an error of a Matrix server, ${jsonExcerpt(errcode, 40)}, and no file`;
    return { kind: 'file-without-server', at: 0, what };
  }
  if (keys.includes('m.homeserver') && !text.includes('m.server')) {
    const what =
      'it is the file for clients, which belongs to /.well-known/matrix/client, and has no m.server';
    return { kind: 'file-of-clients', at: 0, what };
  }
  const outer = entries.find(
    ([, value]) => typeof value === 'object' && value !== null && 'm.server' in value,
  )?.[0];
  if (outer !== undefined) {
    const what = `m.server stands inside of ${jsonExcerpt(outer, 40)}, and has to stand at the top`;
    return { kind: 'file-without-server', at: offsetOf(text, [outer, 'm.server']), what };
  }
  const near = entries.find(
    ([key, value]) => typeof value === 'string' && /^m?[._ -]*(?:home)?servers?$/i.test(key.trim()),
  )?.[0];
  const what =
    near === undefined
      ? 'there is no m.server in it'
      : `it has ${jsonExcerpt(near, 40)} in place of m.server`;
  return { kind: 'file-without-server', at: near === undefined ? 0 : offsetOf(text, [near]), what };
}

function offsetOf(text: string, path: readonly string[]): number {
  const tree = parseTree(text);
  return (tree && findNodeAtLocation(tree, [...path])?.offset) ?? 0;
}

/** Where that is in the paste. A byte order mark is a character. */
function placeOf(offset: number, text: string, bodyAt: Position | undefined): Pick<Remark, 'at'> {
  if (bodyAt === undefined) return {};
  const before = text.slice(0, offset).split('\n');
  const lines = before.length - 1;
  const column = (before.at(-1)?.length ?? 0) + (lines === 0 ? bodyAt.column : 1);
  return { at: { file: bodyAt.file, line: bodyAt.line + lines, column } };
}
