import type { Measurement } from '../measurement.ts';
import { median } from '../median.ts';

const CONNECTIONS = 2000;
const PAIRS = 5;

export const connectionRate: Measurement = {
  name: 'tls',
  summary: 'new TLS connections a second, against bare node:https',
  async measure(lab) {
    lab.say('certificates');
    await lab.trial('warm', { cases: 200 });
    const pairs: { ours: number; bare: number }[] = [];
    for (let pair = 1; pair <= PAIRS; pair++) {
      lab.say(`pair ${pair} of ${PAIRS}`);
      const ours = await lab.trial('connections', { server: 'signpost', connections: CONNECTIONS });
      const bare = await lab.trial('connections', { server: 'bare', connections: CONNECTIONS });
      pairs.push({ ours: ours.perSecond, bare: bare.perSecond });
    }
    const each = (side: 'ours' | 'bare') => median(pairs.map((pair) => pair[side])).toFixed(0);
    return [
      {
        name: 'tls',
        what: 'new TLS connections a second, ours ÷ bare node:https',
        value: median(pairs.map(({ ours, bare }) => ours / bare)),
        unit: '×',
        target: { kind: 'at least', value: 0.9 },
        detail: `${each('ours')} ÷ ${each('bare')} a second, ${PAIRS} pairs`,
      },
    ];
  },
};
