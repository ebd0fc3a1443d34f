import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ADDRESSES } from '../../model/index.ts';
import { openWorld, requireOwnNamespace } from '../../world/index.ts';
import { delegations } from '../delegations.ts';
import { askForSeconds, type DnsLoad } from '../dns-load.ts';
import { startNsd } from '../nsd.ts';

export interface QuestionsSettings {
  readonly server: 'signpost' | 'nsd';
  readonly seconds: number;
}

/** DNS questions a second over UDP, all for A records that exist, from a client in a process of its own. */
export async function questions({ server, seconds }: QuestionsSettings): Promise<DnsLoad> {
  requireOwnNamespace();
  const cases = await delegations(200);
  const names = cases.map(({ name }) => name);
  const folder = await mkdtemp(path.join(tmpdir(), 'signpost-bench-'));
  try {
    if (server === 'nsd') {
      const records = cases.map(({ name, hosts: [host] }) => [name, host?.ipv4 ?? ''] as const);
      await using nsd = await startNsd(folder, records);
      return await askForSeconds(nsd, names, seconds, folder);
    }
    await using world = await openWorld();
    await Promise.all(cases.map((c) => world.open(c)));
    return await askForSeconds({ address: ADDRESSES.ipv4Resolver, port: 53 }, names, seconds, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
