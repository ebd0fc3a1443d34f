import type { Measurement } from '../measurement.ts';
import { median } from '../median.ts';

const TIMES = 7;

export const firstVerdict: Measurement = {
  name: 'start',
  summary: 'from the command to the first verdict, certificates warm',
  async measure(lab) {
    lab.say('certificates');
    const words = ['-i', 'reference'];
    await lab.firstVerdict(words);
    const times: number[] = [];
    for (let time = 1; time <= TIMES; time++) {
      lab.say(`${time} of ${TIMES}`);
      times.push((await lab.firstVerdict(words)) / 1000);
    }
    return [
      {
        name: 'start',
        what: 'command to first verdict, the whole library, certificates warm',
        value: median(times),
        unit: 's',
        target: { kind: 'below', value: 1 },
        detail: `${Math.min(...times).toFixed(2)} to ${Math.max(...times).toFixed(2)} s, ${TIMES} times`,
      },
    ];
  },
};
