import type { Figure } from './figure.ts';
import type { Lab } from './lab.ts';

/** What is measured together, and the lines of the table that come of it. */
export interface Measurement {
  readonly name: string;
  /** Half a sentence for the list of names. */
  readonly summary: string;
  measure(lab: Lab): Promise<readonly Figure[]>;
}
