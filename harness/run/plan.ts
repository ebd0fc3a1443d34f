import type { About } from '../adapters/index.ts';
import { type Case, isAboutStalls, type Machine } from '../model/index.ts';
import { byMachine } from './machine-groups.ts';
import { simultaneousNames, widthFor } from './simultaneous.ts';

/** Cases of which at most `width` are under way at once. */
export interface Batch {
  readonly cases: readonly Case[];
  readonly width: number;
}

/** One batch after another. */
export type Lane = readonly Batch[];

/** Its lanes go side by side, and the next stage begins when all of them have ended. */
export interface Stage {
  readonly lanes: readonly Lane[];
  /** Whoever is asked is started anew for this stage, on a machine that is set like this. Absent: whoever runs goes on. */
  readonly machine?: Machine;
}

export interface PlanOptions {
  /** At most this many cases at once, whatever the implementation says of itself. */
  readonly parallel?: number;
  /** Cases that are mostly waiting, and have a batch of their own; those about stalls unless given. */
  readonly waits?: (c: Case) => boolean;
  /** Ids of those that come before all others, but for those that set up the machine. */
  readonly first?: ReadonlySet<string>;
  /** `last`: what waits comes after all others, even of whoever could bear it beside them. */
  readonly waiting?: 'last';
}

/** What a plan has to know of an implementation. */
export type Bearing = Pick<About, 'parallel' | 'stallParallel'>;

const STALL_PARALLEL = 4;

/** In which order the cases are asked, and how many of them at once. Every case is in exactly one batch. */
export function plan(cases: readonly Case[], about: Bearing, options: PlanOptions = {}): readonly Stage[] {
  const { together, alone } = byMachine(cases);
  const isFirst = ({ id }: Case) => options.first?.has(id) === true;
  const early = [together.filter(isFirst), together.filter((c) => !isFirst(c))];
  const stages: readonly Stage[] = [
    ...early.map((some) => ({ lanes: lanesOf(some, about, options) })),
    ...alone.map(({ machine, cases }) => ({ machine, lanes: lanesOf(cases, about, options) })),
  ];
  return stages.filter(({ lanes }) => lanes.length > 0);
}

/** How many cases are under way at once, at most. */
export function widthOf(stages: readonly Stage[]): number {
  const ofLane = (lane: Lane) => Math.max(...lane.map(({ cases, width }) => Math.min(cases.length, width)));
  return Math.max(1, ...stages.map(({ lanes }) => lanes.reduce((sum, lane) => sum + ofLane(lane), 0)));
}

/** Twins come after all parents, since they count only where these were right. */
function lanesOf(cases: readonly Case[], about: Bearing, options: PlanOptions): readonly Lane[] {
  const waits = options.waits ?? isAboutStalls;
  const waiting = cases.filter(waits);
  const prompt = cases.filter((c) => !waits(c));
  const { beside, width, waitingWidth } = widthsOf(waiting.length > 0, about, options);
  const parents = prompt.filter(({ twin }) => twin === undefined);
  const promptLane = [
    batch(
      parents.filter((c) => simultaneousNames(c) === 1),
      width,
    ),
    batch(
      parents.filter((c) => simultaneousNames(c) > 1),
      width,
    ),
    batch(
      prompt.filter(({ twin }) => twin !== undefined),
      width,
    ),
  ];
  const waitingBatch = batch(waiting, waitingWidth);
  const lanes = beside ? [[waitingBatch], promptLane] : [[...promptLane, waitingBatch]];
  return lanes.map((lane) => lane.filter((one) => one.cases.length > 0)).filter((lane) => lane.length > 0);
}

function batch(cases: readonly Case[], width: number): Batch {
  return { cases, width: widthFor(cases, width) };
}

interface Widths {
  /** What waits goes beside the others. */
  readonly beside: boolean;
  readonly width: number;
  readonly waitingWidth: number;
}

/** Whoever says to bear as many stalled cases as others need not be spared: half of the places wait while the others work. */
function widthsOf(somethingWaits: boolean, about: Bearing, { parallel, waiting }: PlanOptions): Widths {
  const all = Math.min(about.parallel, parallel ?? Number.POSITIVE_INFINITY);
  const { stallParallel } = about;
  const bearsAll = stallParallel !== undefined && stallParallel >= about.parallel;
  if (!bearsAll || waiting === 'last' || all <= 1 || !somethingWaits)
    return { beside: false, width: all, waitingWidth: Math.min(stallParallel ?? STALL_PARALLEL, all) };
  const half = Math.floor(all / 2);
  return { beside: true, width: all - half, waitingWidth: half };
}
