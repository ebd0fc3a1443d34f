import type { ValidServerName } from '../../model/index.ts';
import { DiscoveryFailure } from '../failure.ts';
import type { Attempt } from '../parts.ts';
import { fetchWellKnown, wellKnownUrl } from '../well-known.ts';
import type { WellKnownResult } from '../well-known-result.ts';
import type { Mutant } from './mutant.ts';
import { hasFile, hasFileAndSrv, hasFileOn8448, hasFiles } from './worlds.ts';

/** Whether and where the well-known file is asked for. */
export const wellKnownRequest: readonly Mutant[] = [
  {
    name: 'no-well-known',
    title: 'Never asks for the well-known file',
    see: [
      'https://github.com/matrix-org/sydent/issues/555',
      'https://github.com/element-hq/element-integration-manager/issues/42',
    ],
    replaces: { fetchWellKnown: async () => ({ kind: 'silent', why: 'not asked for' }) },
    where: hasFile,
  },
  {
    name: 'file-on-8448',
    title: 'Asks for the well-known file on port 8448',
    replaces: {
      wellKnownUrl: (asked) => ({ ...wellKnownUrl(asked), port: 8448, authority: `${asked.host}:8448` }),
    },
    where: hasFileOn8448,
  },
  {
    name: 'file-of-srv-target',
    title: 'Asks the target of an SRV record for the well-known file',
    replaces: {
      fetchWellKnown: async (attempt, asked) => {
        const [record] = await attempt.parts.lookupSrv(attempt, asked.host).catch(failed);
        const name = attempt.parts.readName(record?.name ?? '');
        return fetchWellKnown(attempt, name.ok ? name : asked);
      },
    },
    where: hasFileAndSrv,
  },
  {
    name: 'delegate-asked-for-file',
    title: 'Asks the delegated name for a well-known file of its own',
    replaces: {
      fetchWellKnown: async (attempt, asked) => {
        const found = await fetchWellKnown(attempt, asked);
        if (found.kind !== 'delegated' || found.name.kind !== 'dns' || found.name.port !== undefined)
          return found;
        const next = await fetchWellKnown(attempt, found.name);
        return next.kind === 'delegated' ? next : found;
      },
    },
    where: hasFiles,
  },
  {
    name: 'files-without-end',
    title: 'Asks each delegated name for a file of its own, and fails where that never ends',
    replaces: { fetchWellKnown: fetchToTheEnd },
    where: hasFile,
  },
  {
    name: 'srv-before-file',
    title: 'Does not ask for the well-known file where the server name has SRV records',
    see: ['https://github.com/matrix-org/matrix-spec-proposals/pull/1831'],
    replaces: {
      fetchWellKnown: async (attempt, asked) => {
        const records = await attempt.parts.lookupSrv(attempt, asked.host).catch(failed);
        return records.length > 0
          ? { kind: 'silent', why: 'there are SRV records' }
          : fetchWellKnown(attempt, asked);
      },
    },
    where: hasFileAndSrv,
  },
];

function failed(error: unknown): [] {
  if (error instanceof DiscoveryFailure) return [];
  throw error;
}

async function fetchToTheEnd(attempt: Attempt, asked: ValidServerName): Promise<WellKnownResult> {
  let found = await fetchWellKnown(attempt, asked);
  for (let files = 1; found.kind === 'delegated'; files++) {
    const { name } = found;
    if (name.kind !== 'dns' || name.port !== undefined) return found;
    if (files > MOST_FILES) throw new DiscoveryFailure('the well-known files have no end');
    const next = await fetchWellKnown(attempt, name);
    if (next.kind !== 'delegated') return found;
    found = next;
  }
  return found;
}

/** One more than a case allows to who reads the file of a name that delegates to itself. */
const MOST_FILES = 11;
