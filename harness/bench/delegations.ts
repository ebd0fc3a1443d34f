import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Case } from '../model/index.ts';
import { loadCases } from '../scenario/index.ts';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const WELL_KNOWN = '/.well-known/matrix/server';

/** The four delegations of the field, each with what its request must look like. */
const KINDS = [
  {
    clauses: ['S32-b'],
    dns: { '@': { A: 'origin' }, fed: { A: 'target' } },
    hosts: {
      origin: { 443: { cert: '@', routes: { [WELL_KNOWN]: { json: { 'm.server': '{fed}:8443' } } } } },
      target: { 8443: { cert: 'fed', homeserver: true } },
    },
    expect: { step: '3.2', connect: [{ to: 'target:8443', host: '{fed}:8443', cert: '{fed}' }] },
  },
  {
    clauses: ['S4-a'],
    dns: { '@': { A: 'origin' }, '_matrix-fed._tcp': { SRV: '1 1 8449 hs' }, hs: { A: 'target' } },
    hosts: {
      origin: { 443: { cert: '@', routes: {} } },
      target: { 8449: { cert: '@', homeserver: true } },
    },
    expect: { step: '4', connect: [{ to: 'target:8449', host: '{@}', cert: '{@}' }] },
  },
  {
    clauses: ['S33-a'],
    dns: { '@': { A: 'origin' }, '_matrix-fed._tcp.fed': { SRV: '1 1 8449 hs' }, hs: { A: 'target' } },
    hosts: {
      origin: { 443: { cert: '@', routes: { [WELL_KNOWN]: { json: { 'm.server': '{fed}' } } } } },
      target: { 8449: { cert: 'fed', homeserver: true } },
    },
    expect: { step: '3.3', connect: [{ to: 'target:8449', host: '{fed}', cert: '{fed}' }] },
  },
  {
    clauses: ['S6-a'],
    dns: { '@': { A: 'origin', AAAA: 'origin' } },
    hosts: { origin: { 8448: { cert: '@', homeserver: true } } },
    expect: { step: '6', connect: [{ to: 'origin:8448', host: '{@}', cert: '{@}' }] },
  },
];

/** Generated delegations, the same at each call; a smaller number is the beginning of a larger one. */
export async function delegations(count: number): Promise<readonly Case[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'signpost-delegations-'));
  try {
    const family = path.join(folder, 'generated');
    await mkdir(family);
    const files = Array.from({ length: count }, (_, index) => path.join(family, `delegation-${index}.json`));
    for (const [index, file] of files.entries()) {
      const scenario = { title: `Delegation ${index}`, ...KINDS[index % KINDS.length] };
      await writeFile(file, JSON.stringify(scenario));
    }
    const { cases, problems } = loadCases({ root: ROOT, selectors: files });
    if (problems.length > 0) throw new AggregateError(problems, 'the generated delegations have mistakes');
    return cases;
  } finally {
    await rm(folder, { recursive: true });
  }
}
