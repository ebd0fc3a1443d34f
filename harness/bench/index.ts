/** The benchmark: what Signpost costs beside what cannot be avoided, each figure with its target. */
import type { Measurement } from './measurement.ts';
import { connectionRate } from './rows/connections.ts';
import { engineToFloor } from './rows/engine.ts';
import { questionFlood } from './rows/flood.ts';
import { wholeLibrary } from './rows/library.ts';
import { innerLoop } from './rows/loop.ts';
import { lostQuestions, nameServer } from './rows/questions.ts';
import { scale } from './rows/scale.ts';
import { firstVerdict } from './rows/start.ts';
import { synapse } from './rows/synapse.ts';
import { worldOpening } from './rows/world.ts';

export const measurements: readonly Measurement[] = [
  engineToFloor,
  wholeLibrary,
  scale,
  firstVerdict,
  innerLoop,
  worldOpening,
  lostQuestions,
  nameServer,
  questionFlood,
  connectionRate,
  synapse,
];

export { type Figure, standingOf } from './figure.ts';
export { measureInTurn } from './measure-in-turn.ts';
export type { Measurement } from './measurement.ts';
export { rowLines } from './table.ts';
export { trials } from './trials/index.ts';
