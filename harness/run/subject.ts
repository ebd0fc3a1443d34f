import type { Adapter, Implementation, Remains } from '../adapters/index.ts';
import type { SpecVersion } from '../model/index.ts';

/** Somebody to be judged: how to start it, and where its known failures are written down. */
export interface Subject {
  readonly name: string;
  /** What the user gave to `-i`, for hints that can be copied. */
  readonly typed?: string;
  /** Who it is, for readers. */
  readonly description?: SubjectDescription;
  /** `baseline.txt`, which need not exist. Absent where nothing may fail. */
  readonly baselineFile?: string;
  /** The version that it is judged by: the reference resolver goes by it, everybody else is what they are. `kept`: what stays of a homeserver. */
  start(version: SpecVersion, kept?: Remains): Promise<Adapter>;
  /** Somebody else started it, and it cannot be started anew. */
  readonly attached?: true;
  /** The program that the user gives with `--binary` is what starts it. */
  readonly usesBinary?: true;
  /** It has to be user 0, as its `implementation.json` says. */
  readonly root?: true;
}

/** What is known of somebody before they are started. */
export interface SubjectDescription {
  readonly label: string;
  readonly kind: 'built-in' | Implementation['kind'];
  readonly language?: string;
  readonly source?: string;
  readonly licence?: string;
  /** The words of the command that starts it, where there is one. */
  readonly argv?: readonly string[];
}
