import type { HarnessError } from '../base/index.ts';
import type { Event, Lateness, Signer } from '../evidence/index.ts';
import type { Case } from '../model/index.ts';
import type { UntoldCounts } from './untold-counts.ts';

/** The mock internet: one for all cases of a run, side by side. */
export interface World extends AsyncDisposable {
  /** Opens the listeners of a case and starts recording for it. Its names resolve from the moment the promise resolves. */
  open(c: Case, options?: OpenOptions): Promise<OpenCase>;
  /** Why this machine cannot do what the case needs, with what to install; undefined when it can. */
  missing(c: Pick<Case, 'needs'>): Promise<string | undefined>;
  /** Traffic that belongs to no open case: update hosts of browsers, and what came after a case was closed. */
  readonly noise: readonly StrayEvent[];
  /** DNS questions of that kind beyond those in `noise`: a flood is counted, and not kept. */
  readonly untoldNoise: number;
  /** Datagrams that the kernel dropped at our own DNS sockets (`/proc/net/udp`). */
  droppedQuestions(): Promise<number>;
  /** What is wrong with the machine and harms no verdict. */
  readonly remarks: readonly string[];
  /** Why no further case can be opened: one of its threads died. Cases that were open then have failed. */
  readonly broken: HarnessError | undefined;
}

export interface OpenOptions {
  /** Who will be asked, so that what it signs can be checked. */
  readonly signer?: Signer | undefined;
  /** `unkept`: those that are issued for it are of no use to later runs. As the world has it unless given. */
  readonly certificates?: 'unkept';
}

export interface StrayEvent {
  /** Its number counts stray events alone. */
  readonly event: Event;
  /** The closed case it belongs to, if any. */
  readonly case?: string;
}

export interface OpenCase extends AsyncDisposable {
  readonly case: Case;
  /** Sets the zero of `at`. */
  handOver(): void;
  /** Milliseconds since then, as events count them. */
  elapsed(): number;
  /**
   * Another world under the same names and addresses, in place when the promise resolves. A listener that stays as it is
   * keeps its connections.
   */
  change(next: Pick<Case, 'zone' | 'hosts'>): Promise<void>;
  /** Resolves once everything that happened before the call is in `events` (it is recorded in other threads). */
  flush(): Promise<void>;
  /**
   * How late we and the machine were since `from`, in milliseconds on the clock of the events. The event loops are those of
   * the listeners and the name server, which make clients wait, and the caller's own.
   */
  lateness(from: number): Lateness;
  /** Questions that our own DNS sockets lost since the hand-over, whoever asked them. */
  droppedQuestions(): Promise<number>;
  /** What came of each kind beyond `events`: a flood is counted, and only what could still decide is kept of it. */
  readonly untold: UntoldCounts;
  readonly events: readonly Event[];
  /** Called after each event of this case. One listener. */
  onEvent(listener: (event: Event) => void): void;
  /** Called once, when the world itself has failed this case: `flush` then throws the reason. One listener. */
  onFailure(listener: () => void): void;
}
