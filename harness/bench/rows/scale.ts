import type { Figure } from '../figure.ts';
import type { Measurement } from '../measurement.ts';
import { median } from '../median.ts';
import type { EngineResult } from '../trials/index.ts';

const [FEW, MANY] = [1000, 5000];
const PAIRS = 3;

interface Pair {
  readonly few: EngineResult;
  readonly many: EngineResult;
}

export const scale: Measurement = {
  name: 'scale',
  summary: 'what a case costs among 5,000, against among 1,000',
  async measure(lab) {
    lab.say('certificates');
    await lab.trial('warm', { cases: MANY });
    const pairs: Pair[] = [];
    for (let pair = 1; pair <= PAIRS; pair++) {
      lab.say(`pair ${pair} of ${PAIRS}`);
      const few = await lab.trial('engine', { cases: FEW, parallel: 64 });
      pairs.push({ few, many: await lab.trial('engine', { cases: MANY, parallel: 64 }) });
    }
    return [perCase('wall', 'ms', pairs), perCase('cpu', 'cpuMs', pairs)];
  },
};

function perCase(name: string, of: 'ms' | 'cpuMs', pairs: readonly Pair[]): Figure {
  const few = (pair: Pair) => pair.few[of] / FEW;
  const many = (pair: Pair) => pair.many[of] / MANY;
  const each = (cost: (pair: Pair) => number) => median(pairs.map(cost)).toFixed(2);
  return {
    name: `scale-${name}`,
    what: `a case among 5,000 ÷ among 1,000, ${name === 'cpu' ? 'CPU' : 'wall'}`,
    value: median(pairs.map((pair) => many(pair) / few(pair))),
    unit: '×',
    target: { kind: 'at most', value: 1.2 },
    detail: `${each(many)} ms ÷ ${each(few)} ms, ${PAIRS} pairs`,
  };
}
