import { connect } from 'node:net';
import { domainToASCII } from 'node:url';
import type { About } from '../../adapters/index.ts';
import { parseServerName, type SpecVersion, withoutDefaultPort } from '../../model/index.ts';
import {
  type Ask,
  DiscoveryFailure,
  mutants,
  type Parts,
  referenceResolver,
  specParts,
} from '../../reference/index.ts';

/** Somebody who is right, or may do as it does by the text: nothing that is scored may be held against it. */
export interface Defensible {
  readonly name: string;
  readonly ask: Ask;
  /** Cases that once accused it, or could. */
  readonly cases: readonly string[];
  /** What may be said of it at most; absent: nothing. */
  readonly most?: 'SHOULD' | 'ext';
  /** Absent: what the reference can. */
  readonly can?: About['can'];
  /** Absent: the one that a run goes by unless told otherwise. */
  readonly version?: SpecVersion;
}

const like = (parts: Partial<Parts>): Ask => referenceResolver(parts);

/** Fetches other pages of the same host first, in the way in which the well-known file is fetched. */
const reading =
  (...paths: readonly string[]): Parts['fetchWellKnown'] =>
  async (attempt, asked) => {
    for (const path of paths) {
      const wellKnownUrl: Parts['wellKnownUrl'] = (name) => ({ ...specParts.wellKnownUrl(name), path });
      await specParts.fetchWellKnown(withParts(attempt, { ...attempt.parts, wellKnownUrl }), asked);
    }
    return specParts.fetchWellKnown(attempt, asked);
  };

type Attempt = Parameters<Parts['fetchWellKnown']>[0];

function withParts(attempt: Attempt, parts: Parts): Attempt {
  return {
    parts,
    files: attempt.files,
    hold: (socket) => attempt.hold(socket),
    check: () => attempt.check(),
    lookUp: (question) => attempt.lookUp(question),
    within: (ms, what, work) => attempt.within(ms, what, (part) => work(withParts(part, parts))),
  };
}

/** Follows a redirect of its request to another page there, and repeats every header, as HTTP libraries do. */
const followingRedirects: Parts['sendRequest'] = async (attempt, connection, exchange) => {
  const reply = await specParts.sendRequest(attempt, connection, exchange);
  const { location } = reply.headers;
  if (exchange.rules.demand.purpose !== 'federation' || location === undefined) return reply;
  const { address: host, port } = connection;
  const again = { ...connection, socket: attempt.hold(connect({ host, port })) };
  return specParts.sendRequest(attempt, again, { ...exchange, path: location });
};

/** Stops where it knows where the request would go. */
const resolvingOnly: Parts['sendRequest'] = async (attempt, connection, exchange) => {
  if (exchange.rules.demand.purpose !== 'federation')
    return specParts.sendRequest(attempt, connection, exchange);
  connection.socket.destroy();
  return { status: 200, headers: {}, body: new Uint8Array() };
};

/** RFC 8020: where a name does not exist, nothing below it does. Asks for everything above a name first, and goes by that. */
async function askForParents(attempt: Attempt, hostname: string): Promise<void> {
  const labels = hostname.split('.');
  for (let from = labels.length - 1; from > 0; from--) {
    const parent = labels.slice(from).join('.');
    const missing = await attempt
      .lookUp((dns) => dns.resolve4(parent))
      .then(
        () => false,
        (error: NodeJS.ErrnoException) => error.code === 'ENOTFOUND',
      );
    if (missing) throw new DiscoveryFailure(`nothing is below ${parent}`);
  }
}

const FILE = '/.well-known/matrix/server';

export const defensible: readonly Defensible[] = [
  {
    name: 'reads the pages for clients and for support as well',
    ask: like({ fetchWellKnown: reading('/.well-known/matrix/client', '/.well-known/matrix/support', '/') }),
    cases: ['fallback/plain', 'well-known/port', 'well-known/srv-of-delegate', 'tls/sni'],
  },
  {
    name: 'asks for the file four times, and keeps nothing',
    ask: like({ fetchWellKnown: reading(FILE, FILE, FILE) }),
    cases: ['well-known/self', 'well-known/self-without-srv', 'well-known/each-other'],
  },
  {
    name: 'sends no SNI for the file',
    ask: like({ sni: (name, way) => (way === undefined ? undefined : specParts.sni(name, way)) }),
    cases: ['well-known/request'],
    most: 'SHOULD',
  },
  {
    name: 'takes a name in another script for its A-label',
    ask: like({
      readName: (text) => parseServerName(/[^\0-\x7f]/.test(text) ? domainToASCII(text) : text),
    }),
    cases: ['grammar/not-ascii#u-label', 'grammar/not-ascii#combining-mark', 'grammar/not-ascii#emoji'],
  },
  {
    name: 'takes any name in another script for what IDNA makes of it',
    ask: like({
      readName: (text) => parseServerName(/[^\0-\x7f]/.test(text) ? domainToASCII(text) : text),
    }),
    cases: ['grammar/not-ascii'],
    most: 'SHOULD',
  },
  {
    name: 'takes numbers for addresses, as getaddrinfo does',
    ask: like(mutants.find(({ name }) => name === 'short-address-expanded')?.replaces ?? {}),
    cases: ['grammar/number#decimal', 'grammar/number-delegated#decimal'],
    most: 'ext',
  },
  {
    name: 'reads one piece of a body only',
    ask: like({
      judgeHead: (status, headers) =>
        specParts.judgeHead(status, headers) && headers['content-length'] !== undefined,
    }),
    cases: [
      'well-known/delivery#chunked',
      'well-known/delivery#without-length',
      'well-known/delivery#http-1-0',
    ],
    most: 'ext',
  },
  {
    name: 'keeps no well-known file',
    ask: like({ lifetime: () => 0 }),
    cases: ['well-known/kept', 'well-known/failure-kept'],
    most: 'SHOULD',
  },
  {
    name: 'signs the request for the file',
    ask: like(mutants.find(({ name }) => name === 'signs-request-for-file')?.replaces ?? {}),
    cases: ['well-known/no-credentials'],
    most: 'ext',
  },
  {
    name: 'leaves port 443 out of Host',
    ask: like({ hostHeader: (way) => withoutDefaultPort(specParts.hostHeader(way)) }),
    cases: [
      'connections/port-443-and-none',
      'connections/delegated-443-and-none',
      'connections/address-443-and-none',
    ],
  },
  {
    name: 'signs every request, and follows its redirects with the same header',
    ask: like({ hasToBeSigned: () => true, sendRequest: followingRedirects }),
    cases: ['finality/literal#redirect', 'finality/fallback#redirect', 'finality/delegated-fed#redirect'],
  },
  {
    name: 'only resolves, and cannot know of an alert',
    ask: like({ sendRequest: resolvingOnly }),
    can: ['claim'],
    cases: ['ip-literal/strict-sni', 'tls/only-its-own-name', 'tls/strict-sni'],
  },
  {
    name: 'follows no alias, by a text that asks for none',
    ask: like(mutants.find(({ name }) => name === 'aliases-not-followed')?.replaces ?? {}),
    cases: [
      'explicit-port/cname',
      'fallback/cname',
      'dns/alias-of-delegate',
      'dns/foreign-alias',
      'explicit-port/cname-certificate',
    ],
    version: 'v1.5',
  },
  {
    name: 'concludes from a parent that does not exist that nothing is below it',
    ask: like({
      resolveAddresses: async (attempt, hostname) => {
        await askForParents(attempt, hostname);
        return specParts.resolveAddresses(attempt, hostname);
      },
      lookupSrv: async (attempt, owner) => {
        await askForParents(attempt, owner);
        return specParts.lookupSrv(attempt, owner);
      },
    }),
    cases: [
      'fallback/plain',
      'srv/fed',
      'well-known/port',
      'well-known/srv-of-delegate',
      'explicit-port/cname',
    ],
  },
];
