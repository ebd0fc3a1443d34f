import { domainToASCII } from 'node:url';
import { parseServerName } from '../../model/index.ts';
import { literalAddress } from '../names.ts';
import {
  anyAlphabet,
  inBrackets,
  mending,
  splitAtLastColon,
  takenFor,
  withDigitsOfPort,
  withoutEmptyPort,
  withoutPath,
  withoutScheme,
  withoutUser,
  withoutZone,
} from './careless-name.ts';
import type { Mutant } from './mutant.ts';

/** How a server name is read, and what its address or port settles. */
export const names: readonly Mutant[] = [
  {
    name: 'scheme-stripped',
    title: 'Takes a URL for the server name in it',
    see: ['https://github.com/element-hq/synapse/issues/4665'],
    replaces: { readName: mending(withoutScheme) },
  },
  {
    name: 'path-dropped',
    title: 'Drops what follows a slash, a question mark or a hash in a server name',
    replaces: { readName: mending(withoutPath) },
  },
  {
    name: 'user-dropped',
    title: 'Drops what stands before an @ in a server name',
    replaces: { readName: mending(withoutUser) },
  },
  {
    name: 'spaces-trimmed',
    title: 'Trims white space from a server name',
    replaces: { readName: mending((text) => text.trim()) },
  },
  {
    name: 'empty-port-ignored',
    title: 'Takes a name that ends in a colon for one without port',
    replaces: { readName: mending(withoutEmptyPort) },
  },
  {
    name: 'port-of-first-digits',
    title: 'Reads a port up to the first character that is no digit',
    replaces: { readName: mending(withDigitsOfPort) },
  },
  {
    name: 'percent-decoded',
    title: 'Decodes percent signs in a server name, as URL parsers do',
    see: ['https://github.com/matrix-org/matrix-spec-proposals/pull/1588'],
    replaces: {
      readName: mending((text) => text.replaceAll('%2E', '.').replaceAll(/%6([1-9A-F])/g, percent6)),
    },
  },
  {
    name: 'punycode-made',
    title: 'Makes punycode of a name in another script',
    see: ['https://github.com/matrix-org/matrix-spec-proposals/issues/1903'],
    replaces: { readName: mending((text) => domainToASCII(text)) },
  },
  {
    name: 'underscore-accepted',
    title: 'Accepts any character that DNS can carry',
    see: ['https://github.com/matrix-org/synapse/issues/3759'],
    replaces: { readName: anyAlphabet },
  },
  {
    name: 'short-address-expanded',
    title: 'Takes 127.1, 0x7f000001 and the like for addresses, as inet_aton does',
    replaces: { readName: (text) => expanded(text) ?? parseServerName(text) },
    showsIn: 'machine',
  },
  {
    name: 'zone-dropped',
    title: 'Drops the zone of an IPv6 literal',
    replaces: { readName: mending(withoutZone) },
  },
  {
    name: 'brackets-optional',
    title: 'Takes an IPv6 address without brackets for a server name',
    replaces: { readName: mending(inBrackets) },
  },
  {
    name: 'split-at-last-colon',
    title: 'Takes what follows the last colon for the port, whatever stands before it',
    replaces: { readName: (text) => splitCarelessly(text) },
  },
  {
    name: 'literal-looked-up',
    title: 'Asks the name server for an IPv4 literal',
    replaces: { literalAddress: (name) => (name.kind === 'ipv4' ? undefined : literalAddress(name)) },
  },
  {
    name: 'port-ignored',
    title: 'Does not see the port of a name',
    replaces: { explicitPort: () => undefined },
  },
  {
    name: 'port-8448-is-none',
    title: 'Takes an explicit port 8448 for no port, and goes on looking',
    replaces: { explicitPort: ({ port }) => (port === 8448 ? undefined : port) },
  },
  {
    name: 'literal-on-443',
    title: 'Connects to port 443 of an IP literal without port',
    replaces: { defaultPort: ({ kind }) => (kind === 'dns' ? 8448 : 443) },
  },
  {
    name: 'delegate-on-443',
    title: 'Connects to port 443 of a delegated name without port',
    see: ['https://github.com/matrix-org/synapse/issues/16228'],
    replaces: { defaultPort: (deciding, asked) => (deciding === asked ? 8448 : 443) },
  },
  {
    name: 'file-despite-port',
    title: 'Asks for the well-known file of a name with port',
    replaces: { settles: ({ kind }, role) => role === 'delegated' || kind !== 'dns' },
  },
  {
    name: 'file-of-literal',
    title: 'Asks for the well-known file of an IP literal',
    replaces: { settles: ({ kind }, role) => role === 'delegated' || kind === 'dns' },
  },
  {
    name: 'srv-despite-delegated-port',
    title: 'Looks for SRV records of a delegated name with port',
    replaces: { settles: ({ kind }, role) => role === 'asked' || kind !== 'dns' },
  },
];

function percent6(_: string, digit: string): string {
  return String.fromCharCode(0x60 + Number.parseInt(digit, 16));
}

function expanded(text: string) {
  const [, host = '', port] = /^([0-9a-fx.]+)(?::(\d{1,5}))?$/i.exec(text) ?? [];
  const url = `https://${host}`;
  if (host === '' || !URL.canParse(url)) return undefined;
  const { hostname } = new URL(url);
  if (hostname === host || !/^[\d.]+$/.test(hostname)) return undefined;
  return takenFor(hostname, port === undefined ? undefined : Number(port));
}

function splitCarelessly(text: string) {
  const name = parseServerName(text);
  return name.ok || !text.includes(':') ? name : splitAtLastColon(text);
}
