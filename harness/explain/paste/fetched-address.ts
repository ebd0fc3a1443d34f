import { canonical } from '../../model/index.ts';
import { mistake, quoted } from './mistake.ts';
import type { PastedCommand } from './pasted-sections.ts';

const PATH = '/.well-known/matrix/server';
/** Programs whose command line tells what they fetched, and the scheme of an address that has none. */
const SCHEMES: Readonly<Record<string, 'http' | 'https'>> = {
  curl: 'http',
  wget: 'http',
  http: 'http',
  https: 'https',
  iwr: 'http',
  'invoke-webrequest': 'http',
};
/** They take any certificate, or go to another machine than others do. */
const ODD_OPTIONS =
  /^(?:--insecure|--no-check-certificate|--verify=(?:no|false)|-SkipCertificateCheck|--resolve|--connect-to|--unix-socket)$/;
const ODD_OPTIONS_OF_CURL = /^-[a-zA-Z]{0,8}k[a-zA-Z]{0,8}$/;

/** The address that others ask for. */
export const wellKnownAddress = (host: string): string => `https://${canonical(host)}${PATH}`;

/**
 * Whether a command asks for the well-known address of `host` in clear text. Throws a ScenarioError with its place where it asks
 * for something else, or not as others do: what they get is not told by it.
 */
export function asksInClearText({ program = '', words, at }: PastedCommand, host: string): boolean {
  const scheme = Object.hasOwn(SCHEMES, program) ? SCHEMES[program] : undefined;
  if (scheme === undefined) return false;
  const option = words.find(
    (word) => ODD_OPTIONS.test(word) || (program === 'curl' && ODD_OPTIONS_OF_CURL.test(word)),
  );
  if (option !== undefined)
    throw mistake(at, `with ${option} ${program} does not ask as others do`, pasteCurlOf(host));
  // Other addresses may stand beside it: of a proxy, a referrer.
  const written =
    words.find((word) => word.endsWith(PATH)) ?? words.find((word) => /^https?:\/\//i.test(word)) ?? '';
  const address = /^https?:/i.test(written) ? written : `${scheme}://${written}`;
  if (written === '' || !URL.canParse(address)) return false;
  const { protocol, host: place, pathname } = new URL(address);
  if (canonical(place) === canonical(host) && pathname === PATH) return protocol === 'http:';
  const what = `${quoted(written)} is not what others ask for: that is ${wellKnownAddress(host)}`;
  throw mistake(at, what, pasteCurlOf(host));
}

export const pasteCurlOf = (host: string): string =>
  `paste what \`curl -iL ${wellKnownAddress(host)}\` prints`;
