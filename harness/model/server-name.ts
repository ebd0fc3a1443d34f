import { isIPv6 } from './address.ts';

export type ServerName = ValidServerName | InvalidServerName;

export interface ValidServerName {
  readonly ok: true;
  readonly kind: 'ipv4' | 'ipv6' | 'dns';
  /** As written, without the port; an IPv6 address without its brackets. */
  readonly host: string;
  /** May be 0 or above 65535: the grammar allows up to five digits (AMB-17). */
  readonly port?: number;
  /** The digits as written, leading zeros kept. */
  readonly portText?: string;
  /** The whole name as written: what a `Host` header repeats. */
  readonly text: string;
  /** What the text leaves open or only recommends against about this name: AMB-17, AMB-18, AMB-19, G-6. */
  readonly open: readonly string[];
}

export interface InvalidServerName {
  readonly ok: false;
  readonly text: string;
  readonly why: string;
  readonly clause: string;
}

/** Reads a server name (or an `m.server`, G-16) by the grammar of the specification's appendices, and by nothing else. */
export function parseServerName(text: string): ServerName {
  const refuse = (clause: string, why: string): InvalidServerName => ({ ok: false, text, why, clause });
  if (text === '') return refuse('G-1', 'the name is empty');
  const stray = strayCharacter(text);
  if (stray) return refuse(stray.clause, stray.why);
  return text.startsWith('[') ? readBracketed(text, refuse) : readBare(text, refuse);
}

type Refuse = (clause: string, why: string) => InvalidServerName;

function readBracketed(text: string, refuse: Refuse): ServerName {
  const parts = /^\[([^[\]]*)\](?::(.*))?$/s.exec(text);
  if (!parts)
    return refuse('G-4', 'an IPv6 address stands alone between [ and ], with at most a port after it');
  const [, host = '', portText] = parts;
  // G-4: 2 to 45 characters of hex digits, colons and dots, in the text form of RFC 3513.
  if (host.length < 2 || host.length > 45 || !/^[0-9A-Fa-f:.]+$/.test(host) || !isIPv6(host)) {
    return refuse('G-4', `"${host}" is not an IPv6 address`);
  }
  return withPort({ ok: true, kind: 'ipv6', host, text, open: [] }, portText, refuse);
}

// Not splitHostPort: the grammar tells what is wrong with each part, and allows ports of five digits at most.
function readBare(text: string, refuse: Refuse): ServerName {
  if (/[[\]]/.test(text)) return refuse('G-4', 'a bracket stands where no IPv6 literal begins or ends');
  const [host = '', portText, ...rest] = text.split(':');
  if (rest.length > 0) {
    return refuse('G-15', 'more than one colon without brackets: an IPv6 address must stand in [ ]');
  }
  if (host === '') return refuse('G-5', 'the host is empty');
  if (host.length > 255) return refuse('G-5', `the host has ${host.length} characters, 255 are allowed`);
  const kind = isDottedQuad(host) ? 'ipv4' : 'dns';
  return withPort({ ok: true, kind, host, text, open: doubts(kind, host) }, portText, refuse);
}

function withPort(name: ValidServerName, portText: string | undefined, refuse: Refuse): ServerName {
  if (portText === undefined) return name;
  if (!/^[0-9]{1,5}$/.test(portText)) {
    return refuse('G-2', portText === '' ? 'the port is empty' : `"${portText}" is not one to five digits`);
  }
  const port = Number(portText);
  // AMB-17: grammatical, but no such port can be connected to, or its spelling has leading zeros.
  const odd = port === 0 || port > 65535 || String(port) !== portText;
  return { ...name, port, portText, open: odd ? [...name.open, 'AMB-17'] : name.open };
}

/** G-3: four decimal numbers from 0 to 255. Anything else of digits and dots derives as a DNS name only (G-13). */
function isDottedQuad(host: string): boolean {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(host) && host.split('.').every((part) => Number(part) <= 255);
}

function doubts(kind: 'ipv4' | 'dns', host: string): string[] {
  const labels = host.split('.');
  if (kind === 'ipv4') return labels.some((label) => /^0\d/.test(label)) ? ['AMB-18'] : [];
  const open: string[] = [];
  if (looksNumeric(labels)) open.push('AMB-18');
  if (labels.length > 1 && labels.at(-1) === '') {
    open.push('AMB-19');
    labels.pop();
  }
  // G-6 is only a SHOULD: these derive by the grammar, and DNS cannot carry some of them.
  if (!labels.every((label) => /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(label))) open.push('G-6');
  return open;
}

/** What careless parsers convert to an address: `127.1`, `0x7f000001`, `256.1.1.1`. */
function looksNumeric(labels: readonly string[]): boolean {
  return labels.every((label) => /^(\d+|0[xX][0-9A-Fa-f]*)$/.test(label));
}

function strayCharacter(text: string): { clause: string; why: string } | undefined {
  const found = /[^A-Za-z0-9.:[\]-]/u.exec(text)?.[0];
  if (found === undefined) return undefined;
  const why = `${JSON.stringify(found)} cannot stand in a server name`;
  if (found === '%') return { clause: text.startsWith('[') ? 'G-14' : 'G-10', why };
  if ((found.codePointAt(0) ?? 0) > 0x7f) return { clause: 'G-11', why };
  return { clause: /[\s/@?#\\]/.test(found) ? 'G-1' : 'G-12', why };
}
