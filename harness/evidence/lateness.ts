/** By how many milliseconds we, or the machine, were late since a moment of a case. */
export interface Lateness {
  /** Sum of the lags of our event loops. */
  readonly loops: number;
  /** Planned against actual end of bodies, delays and the first flight of TLS, summed. */
  readonly deliveries: number;
  /** DNS answers against their questions (beyond what the scenario delays on purpose), summed. */
  readonly answers: number;
  /** Sum of the delays of the machine watch. */
  readonly machine: number;
}
