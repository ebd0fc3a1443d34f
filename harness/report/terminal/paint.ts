import type { Status } from '../../judge/index.ts';

/** What colour means here. `plain` leaves text as it is: for pipes and NO_COLOR. */
export interface Paint {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly odd: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly strong: (text: string) => string;
}

const same = (text: string) => text;

export const plain: Paint = { good: same, bad: same, odd: same, faint: same, strong: same };

export function paintStatus(paint: Paint, status: Status, text: string): string {
  switch (status) {
    case 'pass':
      return paint.good(text);
    case 'fail':
    case 'error':
      return paint.bad(text);
    case 'lenient':
    case 'noted':
      return paint.odd(text);
    case 'skip':
      return paint.faint(text);
    default:
      return status satisfies never;
  }
}
