import type { Happened } from './case-record.ts';
import { now } from './clock.ts';
import type { Sighting } from './hosts/index.ts';
import { pack } from './thread/index.ts';

/** Tells the record of one case, in another thread, what its listeners see. */
export class EventSender {
  readonly #serial: number;
  readonly #tell: (sighting: Sighting) => void;
  #connections = 0;

  constructor(serial: number, tell: (sighting: Sighting) => void) {
    this.#serial = serial;
    this.#tell = tell;
  }

  /** From 1, in the order of accepting. */
  nextConnection(): number {
    return ++this.#connections;
  }

  saw(event: Happened): void {
    this.#tell({ kind: 'event', serial: this.#serial, when: now(), event });
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
