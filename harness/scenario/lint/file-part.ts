import type { Case } from '../../model/index.ts';
import type { Path } from '../file/document.ts';
import type { Complaint } from '../file/error.ts';

/** Something in one variant, by the words that it has in all of them. */
export interface FilePart {
  readonly key: string;
  readonly path: Path;
  /** Of a case with rounds, the one whose world it is in. */
  readonly round?: number;
  readonly used: boolean;
  readonly complaint: Omit<Complaint, 'code'>;
}

/** As it is most likely written in the file. */
export function authoredName(c: Case, owner: string): string {
  if (owner === c.name) return '@';
  return owner.endsWith(`.${c.name}`) ? owner.slice(0, -c.name.length - 1) : `${owner}.`;
}
