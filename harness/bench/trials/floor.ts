import { referenceResolver } from '../../reference/index.ts';
import { openCertificates, pkiFolder, requireOwnNamespace } from '../../world/index.ts';
import { closeBareHosts, openBareHosts } from '../bare-hosts.ts';
import { bareNameServer } from '../bare-name-server.ts';
import { delegations } from '../delegations.ts';
import type { Exchanges } from '../exchanges.ts';
import { inParallel } from '../in-parallel.ts';
import { type Cost, costOf, peakMemory } from '../stopwatch.ts';

export interface FloorSettings {
  readonly cases: number;
  readonly parallel: number;
}

export interface FloorResult extends Cost {
  readonly rssMb: number;
  readonly exchanges: Exchanges;
}

/**
 * The same client, the same delegations and certificates, on servers as anybody would write them with node:https and
 * dns-packet: one thread, nothing recorded, nothing judged.
 */
export async function floor({ cases: count, parallel }: FloorSettings): Promise<FloorResult> {
  requireOwnNamespace();
  const cases = await delegations(count);
  const ask = referenceResolver();
  const seen = { handshakes: 0, requests: 0 };
  let questions = 0;
  const cost = await costOf(async () => {
    const certificates = await openCertificates(pkiFolder());
    await using names = await bareNameServer();
    await inParallel(cases, parallel, async (c) => {
      const { server, request } = c;
      names.add(c.zone);
      const servers = await openBareHosts(c, certificates, seen);
      const answer = await ask({ server, budgetMs: 8_000, request }, new AbortController().signal);
      if (answer.kind !== 'resolved') throw new Error(`${server}: ${JSON.stringify(answer)}`);
      await closeBareHosts(servers);
      names.remove(c.zone);
    });
    questions = names.questions;
  });
  return { ...cost, rssMb: peakMemory(), exchanges: { questions, ...seen } };
}
