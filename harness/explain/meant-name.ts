import { domainToASCII } from 'node:url';
import { parseServerName } from '../model/index.ts';

/** A text that is no server name, and the one that was meant by it. */
export interface MeantName {
  readonly name: string;
  /** What the text is instead, behind "is": `a URL`. */
  readonly is: string;
}

/** The first that fits. Each leaves what may be a server name, or nothing. */
const FORMS: readonly (readonly [is: string, form: RegExp])[] = [
  [
    'a link of matrix.to',
    /^https?:\/\/matrix\.to\/#\/(?:[@#!+$]|%[0-9a-f]{2})[^/?]*?(?::|%3a)(?<name>[^/?]+)/i,
  ],
  ['a Matrix URI', /^matrix:(?:u|user|r|room|roomid)\/[^/?:]+:(?<name>[^/?]+)/i],
  ['the address of a file', /^mxc:\/\/(?<name>[^/?#]+)/i],
  ['a URL', /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?(?<name>[^/?#]+)/i],
  ['a user id', /^@[^:]*:(?<name>.+)$/],
  ['the alias of a room', /^#[^:]*:(?<name>.+)$/],
  ['the id of a room', /^![^:]*:(?<name>.+)$/],
  ['the id of an event', /^\$[^:]*:(?<name>.+)$/],
  ['an address of mail', /^[^@\s:/]+@(?<name>[^@\s/]+)$/],
  ['a name with a path', /^(?<name>[^/?#\s]+)[/?#].*$/],
];

/** What is meant by what is no server name; `undefined` where it is one, or where nothing is near. */
export function meantName(text: string): MeantName | undefined {
  if (parseServerName(text).ok) return undefined;
  const trimmed = text.trim();
  if (trimmed !== text && parseServerName(trimmed).ok)
    return { name: trimmed, is: 'a name with blanks around it' };
  for (const [is, form] of FORMS) {
    const name = form.exec(trimmed)?.groups?.name;
    if (name === undefined) continue;
    const ascii = asciiName(name);
    if (ascii !== undefined) return { name: ascii, is };
  }
  const bare = parseServerName(`[${trimmed}]`);
  if (bare.ok && bare.kind === 'ipv6')
    return { name: `[${trimmed}]`, is: 'an IPv6 address without brackets' };
  const ascii = asciiName(trimmed);
  return ascii === undefined ? undefined : { name: ascii, is: 'a name in letters that DNS does not have' };
}

/** IDNA: servers are named by `xn--…`. */
function asciiName(text: string): string | undefined {
  if (parseServerName(text).ok) return text;
  const [, host = '', port = ''] = /^([^:[\]\s]+)(:\d+)?$/.exec(text) ?? [];
  const ascii = /[^\x21-\x7e]/.test(host) ? domainToASCII(host) : '';
  return ascii !== '' && parseServerName(ascii + port).ok ? ascii + port : undefined;
}
