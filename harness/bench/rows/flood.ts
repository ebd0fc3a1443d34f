import type { Measurement } from '../measurement.ts';
import { median } from '../median.ts';
import type { FloodResult } from '../trials/index.ts';

const QUESTIONS = 100_000;
const PAIRS = 3;

interface Pair {
  readonly judged: FloodResult;
  readonly bare: FloodResult;
}

export const questionFlood: Measurement = {
  name: 'flood',
  summary:
    '100,000 DNS questions in one case, with forty others under way, against a world that nobody judges',
  async measure(lab) {
    lab.say('certificates');
    await lab.trial('warm', { cases: 41 });
    const pairs: Pair[] = [];
    for (let pair = 1; pair <= PAIRS; pair++) {
      lab.say(`pair ${pair} of ${PAIRS}`);
      const bare = await lab.trial('flood', { questions: QUESTIONS, judgedBy: 'nobody' });
      const judged = await lab.trial('flood', { questions: QUESTIONS, judgedBy: 'run' });
      if (!judged.passed) throw new Error('a case beside the flood did not pass');
      pairs.push({ judged, bare });
    }
    return [wall(pairs), ratio(pairs)];
  },
};

const seconds = (pairs: readonly Pair[], side: keyof Pair) =>
  median(pairs.map((pair) => pair[side].ms)) / 1000;

function wall(pairs: readonly Pair[]) {
  const memory = median(pairs.map(({ judged }) => judged.rssMb));
  return {
    name: 'flood',
    what: '100,000 questions in one case: the run of it and forty others',
    value: seconds(pairs, 'judged'),
    unit: 's',
    target: { kind: 'below', value: 10 },
    detail: `${PAIRS} times; most memory ${memory.toFixed(0)} MB`,
  } as const;
}

function ratio(pairs: readonly Pair[]) {
  const times = [seconds(pairs, 'judged'), seconds(pairs, 'bare')].map((each) => each.toFixed(2));
  return {
    name: 'flood-ratio',
    what: '100,000 questions in one case, run ÷ world that nobody judges, CPU',
    value: median(pairs.map(({ judged, bare }) => judged.cpuMs / bare.cpuMs)),
    unit: '×',
    target: { kind: 'at most', value: 2 },
    detail: `${times.join(' s ÷ ')} s, ${PAIRS} pairs`,
  } as const;
}
