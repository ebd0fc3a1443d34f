import { functionAdapter } from '../../adapters/index.ts';
import { ADDRESSES } from '../../model/index.ts';
import { DEFAULT_SPEC_VERSION } from '../../oracle/index.ts';
import { referenceResolver } from '../../reference/index.ts';
import { runSubject, type Subject } from '../../run/index.ts';
import { loadCases } from '../../scenario/index.ts';
import { openWorld, requireOwnNamespace } from '../../world/index.ts';
import { runClient } from '../client.ts';
import { delegations, ROOT } from '../delegations.ts';
import { type Cost, costOf, peakMemory } from '../stopwatch.ts';

export interface FloodSettings {
  readonly questions: number;
  /** `nobody`: the world is asked, and nothing is judged. */
  readonly judgedBy: 'run' | 'nobody';
}

export interface FloodResult extends Cost {
  readonly rssMb: number;
  /** Whether each other case passed. In the flooded one it depends on the machine whether there is time for what is right. */
  readonly passed: boolean;
}

const CLIENT = new URL('../clients/flood.mjs', import.meta.url).pathname;

/**
 * Somebody answers one case at once, asks so many DNS questions behind that answer, and then does what is right; other cases
 * are under way meanwhile. An answer is there from the beginning, so that each event could decide the case.
 */
export async function flood({ questions: count, judgedBy }: FloodSettings): Promise<FloodResult> {
  requireOwnNamespace();
  const cases = await delegations(41);
  const [flooded] = cases;
  if (!flooded) throw new Error('there is no case');
  const ask = async () => {
    const settings = { address: ADDRESSES.ipv4Resolver, name: flooded.name, count };
    const { answers } = await runClient<{ answers: number }>(CLIENT, settings);
    if (answers !== count) throw new Error(`${answers} answers to ${count} questions`);
  };
  if (judgedBy === 'nobody') {
    await using world = await openWorld();
    await Promise.all(cases.map((c) => world.open(c)));
    const cost = await costOf(ask);
    return { ...cost, rssMb: peakMemory(), passed: true };
  }
  const [reachable, untrusted] = loadCases({ root: ROOT, selectors: ['control/*'] }).cases;
  if (!reachable || !untrusted) throw new Error('the library has no controls');
  const reference = referenceResolver();
  let behind: Promise<void> = Promise.resolve();
  const about = { name: 'flood', version: '1', can: ['claim', 'connect'] as const, parallel: 64 };
  const subject: Subject = {
    name: 'flood',
    start: async () =>
      functionAdapter(about, async (question, signal) => {
        if (question.server !== flooded.server) return reference(question, signal);
        behind = ask().then(async () => void (await reference(question, signal).catch(() => {})));
        return { kind: 'resolved', targets: [] };
      }),
  };
  let passed = true;
  const options = {
    cases,
    controls: { reachable, untrusted },
    version: DEFAULT_SPEC_VERSION,
    expects: () => true,
  };
  const cost = await costOf(async () => {
    const { ended, problems } = await runSubject(subject, options, {
      introduced: () => {},
      found: () => {},
      verdict: ({ id, status }) => {
        passed &&= status === 'pass' || id === flooded.id;
      },
    });
    await behind;
    if (ended !== undefined || problems.length > 0) throw new Error([ended, ...problems].join('; '));
  });
  return { ...cost, rssMb: peakMemory(), passed };
}
