import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { functionAdapter } from '../../adapters/index.ts';
import { DEFAULT_SPEC_VERSION } from '../../oracle/index.ts';
import { Recording } from '../../record/index.ts';
import { referenceResolver } from '../../reference/index.ts';
import { LastingWorld, runSubject, type Subject } from '../../run/index.ts';
import { loadCases } from '../../scenario/index.ts';
import { benchHeader } from '../bench-header.ts';
import { delegations, ROOT } from '../delegations.ts';
import { type Exchanges, exchangesOf } from '../exchanges.ts';
import { type Cost, costOf, peakMemory } from '../stopwatch.ts';

export interface EngineSettings {
  readonly cases: number;
  readonly parallel: number;
  /** Leave the receive buffer of the name server as Linux makes it. */
  readonly systemBuffer?: boolean;
}

export interface EngineResult extends Cost {
  readonly rssMb: number;
  readonly exchanges: Exchanges;
  readonly problems: readonly string[];
  /** Cases that did not pass. */
  readonly others: number;
  /** Questions that the kernel dropped at any socket on port 53. */
  readonly dropped: number;
}

/** A whole run of generated delegations: controls, world, judging, and the record on disk. */
export async function engine({
  cases: count,
  parallel,
  systemBuffer,
}: EngineSettings): Promise<EngineResult> {
  const cases = await delegations(count);
  const [reachable, untrusted] = loadCases({ root: ROOT, selectors: ['control/*'] }).cases;
  if (!reachable || !untrusted) throw new Error('the library has no controls');
  const folder = await mkdtemp(path.join(tmpdir(), 'signpost-bench-'));
  const totals = { questions: 0, handshakes: 0, requests: 0 };
  const problems: string[] = [];
  let others = 0;
  let dropped = 0;
  let judged = 0;
  try {
    const cost = await costOf(async () => {
      using record = await Recording.open(folder, benchHeader());
      const options = {
        cases,
        controls: { reachable, untrusted },
        version: DEFAULT_SPEC_VERSION,
        expects: () => true,
        world: () => LastingWorld.open(systemBuffer ? { receiveBuffer: 'system' } : {}),
      };
      const done = await runSubject(client(parallel), options, {
        introduced: () => {},
        found: () => {},
        verdict: (verdict, asked) => {
          record.verdict(verdict, asked);
          const { questions, handshakes, requests } = exchangesOf([verdict]);
          totals.questions += questions;
          totals.handshakes += handshakes;
          totals.requests += requests;
          if (verdict.status !== 'pass') others++;
          // The world closes behind the last verdict, and its sockets with it.
          if (++judged === count) dropped = droppedQuestions();
        },
      });
      problems.push(...done.problems, ...(done.ended === undefined ? [] : [done.ended]));
    });
    return { ...cost, rssMb: peakMemory(), exchanges: totals, problems, others, dropped };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function droppedQuestions(): number {
  const lines = readFileSync('/proc/net/udp', 'latin1').split('\n');
  const fields = lines
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local]) => local?.endsWith(':0035'));
  return fields.reduce((sum, line) => sum + Number(line.at(-1)), 0);
}

/** The reference resolver, as many questions at once as the benchmark wants. */
function client(parallel: number): Subject {
  const about = { name: 'reference', version: '1', can: ['claim', 'connect'] as const, parallel };
  return { name: 'reference', start: async () => functionAdapter(about, referenceResolver()) };
}
