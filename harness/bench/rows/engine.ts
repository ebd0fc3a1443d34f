import { sameExchanges, told } from '../exchanges.ts';
import type { Figure } from '../figure.ts';
import type { Lab } from '../lab.ts';
import type { Measurement } from '../measurement.ts';
import { median } from '../median.ts';
import type { EngineResult, FloorResult } from '../trials/index.ts';

const CASES = 1000;
const PARALLEL = 64;
const PAIRS = 5;

interface Pair {
  readonly engine: EngineResult;
  readonly floor: FloorResult;
}

export const engineToFloor: Measurement = {
  name: 'engine',
  summary: 'a run of 1,000 delegations against the same exchanges on bare node servers; memory',
  async measure(lab) {
    lab.say('certificates');
    await lab.trial('warm', { cases: CASES });
    const pairs: Pair[] = [];
    for (let pair = 1; pair <= PAIRS; pair++) {
      lab.say(`pair ${pair} of ${PAIRS}`);
      pairs.push(await takePair(lab));
    }
    return [ratio('wall', 'ms', 1.1, pairs), ratio('cpu', 'cpuMs', 1.25, pairs), memory(pairs)];
  },
};

async function takePair(lab: Lab): Promise<Pair> {
  const settings = { cases: CASES, parallel: PARALLEL };
  const floor = await lab.trial('floor', settings);
  const engine = await lab.trial('engine', settings);
  const { problems, others } = engine;
  if (others > 0) throw new Error(`${others} of the generated delegations did not pass`);
  if (problems.length > 0) throw new Error(problems.join('; '));
  if (!sameExchanges(engine.exchanges, floor.exchanges))
    throw new Error(`not the same work: ${told(engine.exchanges)} against ${told(floor.exchanges)}`);
  return { engine, floor };
}

function ratio(name: string, of: 'ms' | 'cpuMs', atMost: number, pairs: readonly Pair[]): Figure {
  const seconds = (side: keyof Pair) => (median(pairs.map((pair) => pair[side][of])) / 1000).toFixed(2);
  const { exchanges } = pairs[0]?.engine ?? {};
  return {
    name: `engine-${name}`,
    what: `1,000 delegations, engine ÷ floor, ${name === 'cpu' ? 'CPU' : 'wall'}`,
    value: median(pairs.map(({ engine, floor }) => engine[of] / floor[of])),
    unit: '×',
    target: { kind: 'at most', value: atMost },
    detail: `${seconds('engine')} s ÷ ${seconds('floor')} s, ${PAIRS} pairs${exchanges ? `; ${told(exchanges)}` : ''}`,
  };
}

function memory(pairs: readonly Pair[]): Figure {
  const most = (side: keyof Pair) => median(pairs.map((pair) => pair[side].rssMb));
  return {
    name: 'memory',
    what: 'most memory of a run of 1,000 cases',
    value: most('engine'),
    unit: 'MB',
    target: { kind: 'below', value: 300 },
    detail: `the floor: ${most('floor').toFixed(0)} MB`,
  };
}
