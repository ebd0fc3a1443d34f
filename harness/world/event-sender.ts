import type { Happened } from '../evidence/index.ts';
import { now } from './clock.ts';
import { EventQuota, type Watched } from './event-quota.ts';
import type { Sighting } from './hosts/index.ts';
import { SumsPerTurn } from './sums-per-turn.ts';
import { pack } from './thread/index.ts';
import type { UntoldKind } from './untold-counts.ts';

/** Tells the record of one case, in another thread, what its listeners see. */
export class EventSender {
  readonly #serial: number;
  readonly #tell: (sighting: Sighting) => void;
  readonly #watched: readonly Watched[];
  readonly #untold: SumsPerTurn<UntoldKind>;
  #quota: EventQuota;
  #connections = 0;

  constructor(serial: number, tell: (sighting: Sighting) => void, watched: readonly Watched[] = []) {
    this.#serial = serial;
    this.#tell = tell;
    this.#watched = watched;
    this.#quota = new EventQuota(watched);
    this.#untold = new SumsPerTurn((what, count) => tell({ kind: 'untold', serial, what, count }));
  }

  /** What is known from one round may decide the next one. */
  renewQuota(): void {
    this.#quota = new EventQuota(this.#watched);
  }

  /** From 1, in the order of accepting. */
  nextConnection(): number {
    return ++this.#connections;
  }

  /** Whether the event is to be told: it is one of not too many, or not like any before. */
  takes(event: Happened, likeness: string): boolean {
    return this.#quota.takes(event, likeness);
  }

  /** Nothing more can be told, whatever it is. */
  get isFull(): boolean {
    return this.#quota.isUsedUp;
  }

  tell(event: Happened, when = now()): void {
    this.#tell({ kind: 'event', serial: this.#serial, when, event });
  }

  count(what: UntoldKind): void {
    this.#untold.add(what);
  }

  answered(connection: number, request: number, status: number): void {
    this.#tell({ kind: 'status', serial: this.#serial, connection, request, status });
  }

  /** Something was sent by so many milliseconds later than it was to be. */
  late(ms: number): void {
    this.#tell({ kind: 'late', serial: this.#serial, lag: { at: now(), ms } });
  }

  failed(error: unknown): void {
    this.#tell({ kind: 'failure', serial: this.#serial, error: pack(error) });
  }
}
