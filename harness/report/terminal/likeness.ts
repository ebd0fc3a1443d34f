import type { Likeness } from '../../judge/index.ts';
import type { Paint } from './paint.ts';

/** `behaves like mutant srv-of-server-name, 9 of 9`. */
export function likenessText({ mutants, shared, of }: Likeness): string {
  return `behaves like mutant ${mutants.join(' or ')}, ${shared.length} of ${of}`;
}

/** For the summary: each defect with what it is, from `titles` by name. */
export function likenessLines(
  likenesses: readonly Likeness[],
  titles: ReadonlyMap<string, string>,
  paint: Paint,
): string[] {
  return likenesses.map((likeness, index) => {
    const titleOf = (name: string) => titles.get(name) ?? name;
    const what = likeness.mutants.map(titleOf).join('; or: ');
    return `  ${index > 0 ? 'and besides ' : ''}${paint.strong(likenessText(likeness))}: ${what}`;
  });
}
