import type { SpecVersion } from '../model/index.ts';
import type { ControlCases, Subject } from '../run/index.ts';
import type { Drawn } from './draw.ts';
import type { ShrinkLimits } from './shrink.ts';

export interface HuntOptions {
  readonly seed: number;
  /** Worlds in which the text settles what is right; those between them in which it does not come along. */
  readonly count: number;
  readonly version: SpecVersion;
  readonly controls: ControlCases;
  /** One is held against the oracle; several against each other. */
  readonly subjects: readonly [Subject, ...Subject[]];
  readonly parallel?: number;
  /** How long to look for something plainer; a minute or so unless given. */
  readonly limits?: ShrinkLimits;
}

/** What the caller hears while a hunt goes on. */
export interface HuntWatcher {
  /** From now on steps are counted anew, up to `total`. */
  phase(name: string, total: number): void;
  advance(count?: number): void;
  /** All worlds are made. */
  drawn(lot: readonly Drawn[]): void;
  /** Something that holds for the whole of it. */
  found(subject: string, finding: string): void;
  /** Somebody is wrong in this world, or differs from the other. */
  disagreement(names: readonly string[], number: number): void;
}

/** One hunt, as far as all parts of it have to know. */
export interface Campaign {
  readonly options: HuntOptions;
  readonly watcher: HuntWatcher;
  readonly taken: Set<number>;
  /** A name is single-use within one process. */
  nextId(): string;
}
