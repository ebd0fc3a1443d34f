import { parseServerName } from '../../model/index.ts';
import { validateDelegation } from '../well-known-answer.ts';
import {
  anyAlphabet,
  mendedDelegation,
  serverOf,
  splitAtLastColon,
  takenFor,
  withDigitsOfPort,
  withoutEmptyPort,
  withoutPath,
  withoutScheme,
} from './careless-name.ts';
import type { Mutant } from './mutant.ts';

/** What is taken for a delegated name. */
export const delegation: readonly Mutant[] = [
  {
    name: 'delegation-not-validated',
    title: 'Takes any text in m.server for a name, split at its last colon',
    see: ['https://github.com/element-hq/synapse/issues/4665'],
    replaces: {
      validateDelegation: (document) => {
        const text = serverOf(document);
        return (
          validateDelegation(document) ?? (typeof text === 'string' ? splitAtLastColon(text) : undefined)
        );
      },
    },
  },
  {
    name: 'delegation-without-scheme',
    title: 'Takes a URL in m.server for the name in it',
    see: ['https://github.com/element-hq/synapse/issues/4665'],
    replaces: { validateDelegation: (document) => mendedDelegation(document, withoutScheme) },
  },
  {
    name: 'delegation-without-path',
    title: 'Drops what follows a slash in m.server',
    replaces: { validateDelegation: (document) => mendedDelegation(document, withoutPath) },
  },
  {
    name: 'delegation-trimmed',
    title: 'Trims white space from m.server',
    replaces: { validateDelegation: (document) => mendedDelegation(document, (text) => text.trim()) },
  },
  {
    name: 'delegation-with-empty-port',
    title: 'Takes an m.server that ends in a colon for one without port',
    replaces: { validateDelegation: (document) => mendedDelegation(document, withoutEmptyPort) },
  },
  {
    name: 'delegation-port-of-first-digits',
    title: 'Reads the port of m.server up to the first character that is no digit',
    replaces: { validateDelegation: (document) => mendedDelegation(document, withDigitsOfPort) },
  },
  {
    name: 'delegation-with-underscore',
    title: 'Accepts any character that DNS can carry in m.server',
    replaces: {
      validateDelegation: (document) => {
        const text = serverOf(document);
        const name = typeof text === 'string' ? anyAlphabet(text) : undefined;
        return name?.ok ? name : undefined;
      },
    },
  },
  {
    name: 'delegation-missing-is-empty',
    title: 'Takes a missing m.server, or one that is no text, for an empty name',
    see: [
      'https://github.com/matrix-org/matrix-federation-tester/issues/44',
      'https://github.com/matrix-org/gomatrixserverlib/pull/114',
    ],
    replaces: {
      validateDelegation: (document) =>
        typeof serverOf(document) === 'string' ? validateDelegation(document) : takenFor(''),
    },
  },
  {
    name: 'delegation-of-other-keys',
    title: 'Reads server for m.server',
    replaces: {
      validateDelegation: (document) =>
        validateDelegation(document) ??
        validateDelegation({ 'm.server': (document as { server?: unknown } | null)?.server }),
    },
  },
  {
    name: 'delegation-of-any-shape',
    title: 'Takes a file that is a string or an array for the name itself',
    replaces: {
      validateDelegation: (document) => {
        const [first] = [document].flat();
        const name = typeof first === 'string' ? parseServerName(first) : undefined;
        return name?.ok ? name : validateDelegation(document);
      },
    },
  },
  {
    name: 'delegation-of-names-only',
    title: 'Refuses an IP literal in m.server',
    replaces: {
      validateDelegation: (document) => {
        const name = validateDelegation(document);
        return name?.kind === 'dns' ? name : undefined;
      },
    },
  },
  {
    name: 'delegation-without-ipv6',
    title: 'Refuses an IPv6 literal in m.server',
    replaces: {
      validateDelegation: (document) => {
        const name = validateDelegation(document);
        return name?.kind === 'ipv6' ? undefined : name;
      },
    },
  },
];
