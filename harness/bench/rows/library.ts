import type { Lab } from '../lab.ts';
import type { Measurement } from '../measurement.ts';
import { median } from '../median.ts';
import type { FloorResult, LibraryResult } from '../trials/index.ts';

const PARALLEL = 64;
const PAIRS = 3;

interface Pair {
  readonly library: LibraryResult;
  readonly floor: FloorResult;
}

/** The floor: as many plain delegations on bare servers as begin the same number of TLS handshakes. */
export const wholeLibrary: Measurement = {
  name: 'library',
  summary: 'the whole library with its twins against as many handshakes on bare node servers; memory',
  async measure(lab) {
    lab.say('certificates');
    const { hellos } = await lab.trial('library', {});
    const cases = await delegationsFor(lab, hellos);
    await lab.trial('warm', { cases });
    const pairs: Pair[] = [];
    for (let pair = 1; pair <= PAIRS; pair++) {
      lab.say(`pair ${pair} of ${PAIRS}`);
      const floor = await lab.trial('floor', { cases, parallel: PARALLEL });
      const library = await lab.trial('library', {});
      if (library.others.length > 0) throw new Error(`not as expected: ${library.others.join(', ')}`);
      pairs.push({ library, floor });
    }
    return [wall(pairs), memory(pairs)];
  },
};

const SAMPLE = 100;

/** Delegations of several kinds come by turns, with a handshake or two each. */
async function delegationsFor(lab: Lab, hellos: number): Promise<number> {
  await lab.trial('warm', { cases: SAMPLE });
  const { exchanges } = await lab.trial('floor', { cases: SAMPLE, parallel: PARALLEL });
  return Math.round((hellos * SAMPLE) / exchanges.handshakes);
}

function wall(pairs: readonly Pair[]) {
  const seconds = (side: keyof Pair) => (median(pairs.map((pair) => pair[side].ms)) / 1000).toFixed(2);
  const { cases = 0, hellos = 0, questions = 0 } = pairs[0]?.library ?? {};
  const { exchanges } = pairs[0]?.floor ?? {};
  const floorWork = exchanges ? `${exchanges.questions} and ${exchanges.handshakes}` : '';
  return {
    name: 'library-wall',
    what: 'the whole library ÷ floor, wall',
    value: median(pairs.map(({ library, floor }) => library.ms / floor.ms)),
    unit: '×',
    target: { kind: 'at most', value: 1.1 },
    detail: `${seconds('library')} s ÷ ${seconds('floor')} s, ${PAIRS} pairs; ${cases} cases with ${questions} questions and ${hellos} handshakes ÷ ${floorWork}`,
  } as const;
}

function memory(pairs: readonly Pair[]) {
  return {
    name: 'library-memory',
    what: 'most memory of a run of the whole library',
    value: median(pairs.map(({ library }) => library.rssMb)),
    unit: 'MB',
    target: { kind: 'below', value: 400 },
    detail: `${PAIRS} runs`,
  } as const;
}
