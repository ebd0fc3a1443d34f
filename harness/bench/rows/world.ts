import type { Measurement } from '../measurement.ts';
import { median } from '../median.ts';

const HOSTS = 1000;
const TIMES = 5;

export const worldOpening: Measurement = {
  name: 'world',
  summary: 'opening a world of 1,000 hosts',
  async measure(lab) {
    lab.say('certificates');
    await lab.trial('warm', { cases: HOSTS });
    const times: number[] = [];
    for (let time = 1; time <= TIMES; time++) {
      lab.say(`${time} of ${TIMES}`);
      times.push((await lab.trial('world', { hosts: HOSTS })).ms / 1000);
    }
    return [
      {
        name: 'world',
        what: 'opening a world of 1,000 hosts, certificates warm',
        value: median(times),
        unit: 's',
        target: { kind: 'below', value: 1 },
        detail: `${Math.min(...times).toFixed(2)} to ${Math.max(...times).toFixed(2)} s, ${TIMES} times`,
      },
    ];
  },
};
