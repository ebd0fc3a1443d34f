/** The trials: what is measured inside of a sandbox, each in a process of its own. */
import { connections } from './connections.ts';
import { engine } from './engine.ts';
import { flood } from './flood.ts';
import { floor } from './floor.ts';
import { implementation } from './implementation.ts';
import { library } from './library.ts';
import { questions } from './questions.ts';
import { warm } from './warm.ts';
import { world } from './world.ts';

export const trials = {
  connections,
  engine,
  flood,
  floor,
  implementation,
  library,
  questions,
  warm,
  world,
} as const;

export type Trials = typeof trials;
export type TrialName = keyof Trials;

export type { EngineResult } from './engine.ts';
export type { FloodResult } from './flood.ts';
export type { FloorResult } from './floor.ts';
export type { ImplementationResult } from './implementation.ts';
export type { LibraryResult } from './library.ts';
