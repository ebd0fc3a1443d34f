import { parseServerName } from '../../model/index.ts';
import { followRedirect } from '../redirect.ts';
import { decidingName } from '../well-known-answer.ts';
import type { Mutant } from './mutant.ts';

/** What is made of a redirect. */
export const redirects: readonly Mutant[] = [
  {
    name: 'no-redirects',
    title: 'Follows no redirect of the well-known file',
    see: ['https://github.com/MTRNord/rust-federation-tester/issues/10'],
    replaces: { followRedirect: () => undefined },
  },
  {
    name: 'no-redirect-308',
    title: 'Does not know status 308',
    see: ['https://github.com/element-hq/synapse/issues/8098'],
    replaces: {
      followRedirect: (reply, hop) => (reply.status === 308 ? undefined : followRedirect(reply, hop)),
    },
  },
  {
    name: 'no-redirect-to-other-host',
    title: 'Follows a redirect only where it stays on the same host',
    see: ['https://github.com/mozilla/bedrock/issues/8410'],
    replaces: {
      followRedirect: (reply, hop) => {
        const next = followRedirect(reply, hop);
        return next?.hostname === hop.hostname ? next : undefined;
      },
    },
  },
  {
    name: 'no-relative-redirect',
    title: 'Follows a redirect only where Location is a whole URL',
    replaces: {
      followRedirect: (reply, hop) =>
        reply.headers.location?.startsWith('https:') ? followRedirect(reply, hop) : undefined,
    },
  },
  {
    name: 'redirect-without-query',
    title: 'Drops the query of a Location',
    replaces: {
      followRedirect: (reply, hop) => {
        const next = followRedirect(reply, hop);
        return next && { ...next, path: next.path.replace(/\?.*$/s, '') };
      },
    },
  },
  {
    name: 'one-redirect-only',
    title: 'Follows one redirect, and not the next',
    replaces: { isFollowed: (redirects) => redirects < 1 },
  },
  {
    name: 'hundred-redirects',
    title: 'Follows a hundred redirects',
    see: ['https://github.com/matrix-org/matrix-federation-tester/issues/108'],
    replaces: { isFollowed: (redirects) => redirects < 100 },
    showsIn: 'stalls',
  },
  {
    name: 'server-name-of-redirect',
    title: 'Goes on with the host that was redirected to, where there is no valid file',
    replaces: {
      decidingName: (asked, found) => {
        const host = found.kind === 'invalid' ? parseServerName(found.from.hostname) : asked;
        return host.ok && host.host !== asked.host ? host : decidingName(asked, found);
      },
    },
    cell: { step: 'file', trouble: 'redirect', detour: 'answered-name' },
  },
  {
    name: 'redirect-is-delegation',
    title: 'Takes the host that was redirected to for the delegated one',
    replaces: {
      decidingName: (asked, found) => {
        const host = found.kind === 'delegated' ? parseServerName(found.from.hostname) : asked;
        return host.ok && host.host !== asked.host ? host : decidingName(asked, found);
      },
    },
  },
];
