import type { Likeness } from '../../judge/index.ts';
import type { SpecVersion } from '../../model/index.ts';
import type { Grouping } from '../../run/index.ts';
import { kindLines } from './kinds.ts';
import { likenessLines } from './likeness.ts';
import type { Look } from './look.ts';
import { asLongAsTheyFit, heightOf } from './room.ts';

/** Up to so many are told one by one. Nobody reads more: what they have in common says what to mend. */
const MOST_ONE_BY_ONE = 20;
/** Two screens of fifty, less the command that was typed and the prompt that comes again. */
const TWO_SCREENS = 98;

export interface UnexpectedManner {
  readonly look: Look;
  readonly version: SpecVersion;
  /** Each is told, however many there are. */
  readonly all: boolean;
  /** Lines of the run besides these, before and after them: what they leave of two screens is for the plainest cases. */
  readonly around: number;
  /** What mutants do wrong, by name. */
  readonly titles: ReadonlyMap<string, string>;
  /** One verdict in full. */
  readonly tell: (id: string, likeness: Likeness | undefined) => readonly string[];
}

/** Whether kinds are told, and not every single verdict. */
export function isFlood({ order }: Pick<Grouping, 'order'>, all: boolean): boolean {
  return order.length > MOST_ONE_BY_ONE && !all;
}

/** What is unexpected: what it looks like, then each verdict, or above twenty each kind, and the plainest case of the first ones. */
export function unexpectedLines(grouping: Grouping, manner: UnexpectedManner): string[] {
  const { order, likenesses } = grouping;
  if (order.length === 0 && likenesses.length === 0) return [];
  return [
    ...likenessAbove(grouping, manner),
    ...(isFlood(grouping, manner.all)
      ? kindsTold(grouping, manner)
      : order.flatMap((id) => told(id, grouping, manner))),
  ];
}

function likenessAbove({ likenesses }: Grouping, { titles, look }: UnexpectedManner): string[] {
  const lines = likenessLines(likenesses, titles, look.paint);
  return lines.length > 0 ? ['', ...lines] : [];
}

function told(id: string, { likenesses }: Grouping, { tell }: UnexpectedManner): string[] {
  const likeness = likenesses.find(({ shared }) => shared.includes(id));
  return ['', ...tell(id, likeness)];
}

/** What stands above the table, and above the plainest cases, each after an empty line. */
const HEADINGS = 4;

function kindsTold(grouping: Grouping, manner: UnexpectedManner): string[] {
  const { look, version } = manner;
  const kinds = grouping.kinds.filter(({ unexpected }) => unexpected.length > 0);
  const examples = kinds.map(({ example }) => told(example, grouping, manner));
  const table = kindLines(kinds, version, look.paint);
  const above = heightOf([...likenessAbove(grouping, manner), ...table], look.width) + HEADINGS;
  const shown = asLongAsTheyFit(examples, TWO_SCREENS - manner.around - above, look.width);
  const many = `${grouping.order.length} unexpected`;
  const of =
    kinds.length === 1 ? 'all of one kind' : `of ${kinds.length} kinds, what to mend first at the top`;
  const which =
    kinds.length === 1
      ? ''
      : shown.length === kinds.length
        ? ' of each kind'
        : ` of the first ${shown.length}`;
  return [
    '',
    `${look.paint.strong(`${many}, ${of}`)}:`,
    ...table,
    '',
    `The plainest case${which} (--all tells every case):`,
    ...shown.flat(),
  ];
}
