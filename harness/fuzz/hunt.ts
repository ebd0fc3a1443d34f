import { setImmediate } from 'node:timers/promises';
import { LastingWorld } from '../run/index.ts';
import type { HuntOptions, HuntWatcher } from './campaign.ts';
import { type Comparison, pairingsOf, settle } from './comparison.ts';
import { type Drawn, draw } from './draw.ts';
import { enter, type Participant } from './participant.ts';

export interface Hunt {
  readonly comparisons: readonly Comparison[];
  /** Faults of ours or of an adapter: whom they hit is not judged by these. */
  readonly problems: readonly string[];
}

/** Draws the worlds, asks everybody in them, and makes plain what is wrong. */
export async function hunt(options: HuntOptions, watcher: HuntWatcher): Promise<Hunt> {
  const { subjects, count } = options;
  await using world = await LastingWorld.open({ newCertificates: 'unkept' });
  watcher.phase('making worlds', count);
  const taken = new Set<number>();
  const lot = await drawLot(options, watcher, taken);
  watcher.drawn(lot);
  const asked = subjects.length === 1 ? lot.filter((each) => !each.world.open) : lot;
  const problems: string[] = [];
  const participants: Participant[] = [];
  try {
    for (const subject of subjects) {
      const participant = await enter(world, subject, options, watcher);
      if (typeof participant === 'string') {
        problems.push(`${subject.name} could not be judged: ${participant}`);
        continue;
      }
      participants.push(participant);
      watcher.phase(subject.name, asked.length);
      await participant.ask(
        asked.map((each) => each.world.case),
        () => watcher.advance(),
      );
    }
    if (participants.length < subjects.length) return { comparisons: [], problems };
    let last = 0;
    const nextId = () => `random/plainer-${++last}`;
    const comparisons: Comparison[] = [];
    for (const pairing of pairingsOf(participants))
      comparisons.push(await settle(pairing, asked, { options, watcher, taken, nextId }));
    return {
      comparisons,
      problems: [...participants.flatMap((participant) => participant.problems()), ...world.problems],
    };
  } finally {
    for (const participant of participants) await participant.session[Symbol.asyncDispose]();
  }
}

async function drawLot(
  { seed, count, version }: HuntOptions,
  watcher: HuntWatcher,
  taken: Set<number>,
): Promise<Drawn[]> {
  const lot: Drawn[] = [];
  let settled = 0;
  for (const drawn of draw(seed, version, taken)) {
    lot.push(drawn);
    if (!drawn.world.open) {
      settled++;
      watcher.advance();
    }
    if (settled === count) break;
    // A signal waits for its turn like everything else.
    if (lot.length % 32 === 0) await setImmediate();
  }
  return lot;
}
