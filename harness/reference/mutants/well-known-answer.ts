import { judgeHead, parseBody, validateDelegation } from '../well-known-answer.ts';
import type { Mutant } from './mutant.ts';

/** What of an answer to the request for the well-known file is read. */
export const wellKnownAnswer: readonly Mutant[] = [
  {
    name: 'every-2xx-accepted',
    title: 'Reads the well-known file of any status from 200 to 299',
    replaces: { judgeHead: (status) => status >= 200 && status < 300 },
  },
  {
    name: 'status-410-accepted',
    title: 'Reads the well-known file of a 410 as well',
    replaces: { judgeHead: (status) => judgeHead(status) || status === 410 },
  },
  {
    name: 'every-status-accepted',
    title: 'Reads the well-known file whatever the status',
    see: ['https://github.com/matrix-org/matrix-federation-tester/issues/149'],
    replaces: { judgeHead: () => true },
    cell: { step: 'file', trouble: 'status', detour: 'answered-name' },
  },
  {
    name: 'json-type-demanded',
    title: 'Reads the well-known file only where it is called application/json',
    see: [
      'https://github.com/spacebarchat/landingpage/pull/58',
      'https://github.com/kalkulacka-one/kalkulacka/pull/96',
    ],
    replaces: {
      judgeHead: (status, headers) =>
        judgeHead(status) && (headers['content-type'] ?? '').startsWith('application/json'),
    },
  },
  {
    name: 'length-demanded',
    title: 'Reads the well-known file only where its length is told in advance',
    replaces: {
      judgeHead: (status, headers) => judgeHead(status) && headers['content-length'] !== undefined,
    },
  },
  {
    name: 'file-cut-at-1-kib',
    title: 'Reads the first KiB of the well-known file',
    see: ['https://github.com/matrix-org/gomatrixserverlib/pull/441'],
    replaces: { parseBody: (body) => parseBody(body.subarray(0, 1024)) },
  },
  {
    name: 'ascii-demanded',
    title: 'Reads the well-known file only where it is all ASCII',
    replaces: { parseBody: (body) => (body.some((byte) => byte > 0x7f) ? undefined : parseBody(body)) },
  },
  {
    name: 'name-found-in-any-text',
    title: 'Looks for m.server with a pattern, in whatever text there is',
    replaces: {
      parseBody: (body) => {
        const text = new TextDecoder().decode(body);
        const [, server] = /["']m\.server["']\s*:\s*["']([^"']*)["']/.exec(text) ?? [];
        return server === undefined ? parseBody(body) : { 'm.server': server };
      },
    },
  },
  {
    name: 'other-keys-refused',
    title: 'Refuses a well-known file with keys besides m.server',
    see: ['https://github.com/matrix-org/matrix.to/issues/114'],
    replaces: {
      validateDelegation: (document) =>
        Object.keys(document ?? {}).length === 1 ? validateDelegation(document) : undefined,
    },
  },
];
