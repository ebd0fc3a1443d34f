import type { PastedAnswer, WebFailure } from '../paste.ts';
import type { PastedSection } from './pasted-sections.ts';

/** What one program says of the well-known file. */
export interface WebReading {
  readonly answers: readonly PastedAnswer[];
  readonly failure?: WebFailure;
}

/** A form in which answers of a web server are pasted. */
export interface WebFormat {
  /** As a reader is told: `curl -i`, `wget`. */
  readonly name: string;
  /** Whether these lines are of this form. The first format of the table that says so reads them. */
  readonly recognises: (section: PastedSection) => boolean;
  /** Throws a ScenarioError with the place, at the first line that is not understood. */
  readonly read: (section: PastedSection) => WebReading;
}

/** What to paste instead of nearly everything that cannot be read. */
export const PASTE_CURL = 'paste what `curl -iL https://NAME/.well-known/matrix/server` prints';
