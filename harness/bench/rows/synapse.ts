import { findImplementation, isInstalled } from '../../adapters/index.ts';
import { ownCommand } from '../../base/index.ts';
import { ROOT } from '../delegations.ts';
import { sameExchanges, told } from '../exchanges.ts';
import type { Measurement } from '../measurement.ts';
import { median } from '../median.ts';
import type { ImplementationResult } from '../trials/index.ts';

const CASES = 200;
const PAIRS = 5;
const SYNAPSE = {
  name: 'synapse',
  what: `Synapse's ${CASES} fresh delegations ÷ the same without recording`,
  unit: '×',
  target: { kind: 'at most', value: 1.1 },
} as const;

interface Pair {
  readonly ours: ImplementationResult;
  readonly bare: ImplementationResult;
}

export const synapse: Measurement = {
  name: SYNAPSE.name,
  summary: 'a real homeserver, asked by a run and asked on bare servers',
  async measure(lab) {
    if (!(await isInstalled(await findImplementation(SYNAPSE.name, ROOT, []))))
      return [{ ...SYNAPSE, detail: `skipped: ${ownCommand('install', SYNAPSE.name)}` }];
    const settings = { name: SYNAPSE.name, cases: CASES };
    lab.say('certificates');
    await lab.trial('implementation', { ...settings, recorded: true });
    const pairs: Pair[] = [];
    for (let pair = 1; pair <= PAIRS; pair++) {
      lab.say(`pair ${pair} of ${PAIRS}`);
      const bare = await lab.trial('implementation', { ...settings, recorded: false });
      const ours = await lab.trial('implementation', { ...settings, recorded: true });
      if (!sameExchanges(ours.exchanges, bare.exchanges))
        throw new Error(`not the same work: ${told(ours.exchanges)} against ${told(bare.exchanges)}`);
      pairs.push({ ours, bare });
    }
    const each = (side: keyof Pair) => (median(pairs.map((pair) => pair[side].ms)) / 1000).toFixed(2);
    return [
      {
        ...SYNAPSE,
        value: median(pairs.map(({ ours, bare }) => ours.ms / bare.ms)),
        detail: `${each('ours')} s ÷ ${each('bare')} s, ${PAIRS} pairs`,
      },
    ];
  },
};
