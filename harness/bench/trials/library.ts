import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DEFAULT_SPEC_VERSION, twinsOfLibrary } from '../../oracle/index.ts';
import { Recording } from '../../record/index.ts';
import { findSubject, runSubject } from '../../run/index.ts';
import { loadCases } from '../../scenario/index.ts';
import { benchHeader } from '../bench-header.ts';
import { ROOT } from '../delegations.ts';
import { type Cost, costOf, peakMemory } from '../stopwatch.ts';

export interface LibraryResult extends Cost {
  readonly rssMb: number;
  readonly cases: number;
  /** TLS handshakes that were begun: most twins are about one that the client breaks off. */
  readonly hellos: number;
  readonly questions: number;
  /** Cases that are not as expected. */
  readonly others: readonly string[];
}

/** The whole library with its twins against the reference resolver: world, controls, judging, and the record on disk. */
export async function library(_: object): Promise<LibraryResult> {
  const loaded = loadCases({ root: ROOT });
  // A run has both from the last one, as long as no scenario changes.
  const twins = twinsOfLibrary(loaded.cases, loaded);
  const find = (id: string) => {
    const found = loaded.cases.find((c) => c.id === id);
    if (!found) throw new Error(`the library has no ${id}`);
    return found;
  };
  const controls = { reachable: find('control/fallback'), untrusted: find('control/untrusted') };
  const subject = await findSubject('reference', ROOT);
  const folder = await mkdtemp(path.join(tmpdir(), 'signpost-bench-'));
  let [hellos, questions] = [0, 0];
  let cases = 0;
  const others: string[] = [];
  try {
    const cost = await costOf(async () => {
      using record = await Recording.open(folder, benchHeader());
      const options = {
        cases: loaded.cases,
        further: () => twins,
        controls,
        version: DEFAULT_SPEC_VERSION,
        expects: () => true,
      };
      const done = await runSubject(subject, options, {
        introduced: () => {},
        found: () => {},
        verdict: (verdict, asked) => {
          record.verdict(verdict, asked);
          cases++;
          for (const { kind } of verdict.events) {
            if (kind === 'tls') hellos++;
            if (kind === 'dns') questions++;
          }
          if (verdict.status === 'fail' || verdict.status === 'error') others.push(verdict.id);
        },
      });
      others.push(...done.problems, ...(done.ended === undefined ? [] : [done.ended]));
    });
    return { ...cost, rssMb: peakMemory(), cases, hellos, questions, others };
  } finally {
    await rm(folder, { recursive: true });
  }
}
