import type { Lab } from '../lab.ts';
import type { Measurement } from '../measurement.ts';
import { median } from '../median.ts';

const TIMES = 7;
const WORDS = ['srv/fed', '-i', 'reference'];

/** Milliseconds of one round. */
interface Round {
  readonly run: number;
  readonly npx: number;
  /** Two bare starts of Node and new namespaces: what no command that enters a sandbox can avoid. */
  readonly floor: number;
}

/** What is felt between a change of a resolver and the answer to it. */
export const innerLoop: Measurement = {
  name: 'loop',
  summary:
    'one case from the command to the prompt, beside two bare starts of Node; and a change that is watched',
  async measure(lab) {
    lab.say('certificates');
    await lab.run(WORDS);
    const rounds: Round[] = [];
    for (let time = 1; time <= TIMES; time++) {
      lab.say(`${time} of ${TIMES}`);
      rounds.push({
        floor: await lab.floorOfStart(),
        run: await lab.run(WORDS),
        npx: await lab.runByNpx(WORDS),
      });
    }
    lab.say('watched');
    return [wall(rounds), ratio(rounds), await watched(lab)];
  },
};

const secondsOf = (rounds: readonly Round[], side: keyof Round): number =>
  median(rounds.map((round) => round[side])) / 1000;

function wall(rounds: readonly Round[]) {
  const runs = rounds.map(({ run }) => run / 1000);
  const npx = median(rounds.map((round) => round.npx - round.run)) / 1000;
  return {
    name: 'loop',
    what: 'one case for the reference (run srv/fed), command to prompt',
    value: median(runs),
    unit: 's',
    target: { kind: 'at most', value: 0.6 },
    detail: `${Math.min(...runs).toFixed(2)} to ${Math.max(...runs).toFixed(2)} s, ${TIMES} times; npx adds ${npx.toFixed(2)} s`,
  } as const;
}

function ratio(rounds: readonly Round[]) {
  return {
    name: 'loop-floor',
    what: 'the same ÷ two bare starts of Node and an unshare, wall',
    value: median(rounds.map(({ run, floor }) => run / floor)),
    unit: '×',
    detail: `${secondsOf(rounds, 'run').toFixed(2)} s ÷ ${secondsOf(rounds, 'floor').toFixed(2)} s, ${TIMES} pairs; a quarter of a second of it watches whoever refused a certificate`,
  } as const;
}

async function watched(lab: Lab) {
  const times = (await lab.askedAgain(WORDS, TIMES)).map((ms) => ms / 1000);
  return {
    name: 'loop-watch',
    what: '`--watch`: a change to the first verdict',
    value: median(times),
    unit: 's',
    target: { kind: 'at most', value: 0.3 },
    detail: `${Math.min(...times).toFixed(2)} to ${Math.max(...times).toFixed(2)} s, ${TIMES} changes; the reference starts at once`,
  } as const;
}
