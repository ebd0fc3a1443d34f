import { parseServerName } from '../../model/index.ts';

/** The delegated name that somebody meant who wrote a well-known file that cannot be read; `undefined` where none can be made out. */
export function meantDelegation(text: string): string | undefined {
  const [, written] = SERVER.exec(text) ?? CLIENT.exec(text) ?? [];
  return written === undefined ? undefined : meantServer(written);
}

/** Whatever quotes and signs there are: `m.server = 'https://hs.example.org/'`. */
const SERVER =
  /m?[._]?server["'\u201c\u201d\u2018\u2019]?\s*[:=]\s*\[*\s*["'\u201c\u201d\u2018\u2019]?\s*([^\s"'\u201c\u201d\u2018\u2019,}\]]+)/i;
const CLIENT = /"base_url"\s*:\s*"([^"]+)"/;

/** Of a URL the host, with the port that it has: a browser connects to port 443 where none is written. */
function meantServer(written: string): string | undefined {
  const [, scheme, rest = ''] = /^([a-z][a-z0-9+.-]*:\/\/)?(.*)$/is.exec(written.trim()) ?? [];
  const authority = rest.replace(/[/?#].*$/s, '').replace(/:$/, '');
  const name = parseServerName(authority);
  if (!name.ok) return undefined;
  return scheme === undefined || name.port !== undefined ? authority : `${authority}:443`;
}
