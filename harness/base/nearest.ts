/**
 * The candidate that `word` was most probably meant to be: at most a third of its letters wrong (a swap of neighbours
 * counts once), letter case aside. Undefined when nothing is near.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const lower = plain(word).toLowerCase();
  let best: string | undefined;
  let limit = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= limit) continue;
    const distance = editDistance(lower, candidate.toLowerCase());
    if (distance < limit) [best, limit] = [candidate, distance];
  }
  return best;
}

const LOOKALIKES: Readonly<Record<string, string>> = Object.fromEntries(
  // Cyrillic and Greek letters, each before the Latin one that it looks like.
  [...'аaвbеeнhкkмmоoрpсcтtуyхxіiјjѕsһhԁdԛqԝwοoνvαaιiκkρpτtυuεe'].flatMap((letter, index, all) =>
    index % 2 === 0 ? [[letter, all[index + 1] ?? '']] : [],
  ),
);

/** As it looks: letters of other alphabets and full-width ones as Latin ones, and nothing that cannot be seen. */
function plain(word: string): string {
  return [...word.normalize('NFKC').replace(/\p{Cf}/gu, '')]
    .map((letter) => LOOKALIKES[letter] ?? letter)
    .join('');
}

/** `did you mean "hosts"?`, or what there is to choose from when nothing is near. */
export function suggestion(word: string, candidates: readonly string[]): string {
  const near = nearest(word, candidates);
  if (near !== undefined) return `did you mean "${near}"?`;
  if (candidates.length === 0) return 'there is none to choose from';
  const shown = candidates.slice(0, 24).join(' ');
  return `known here: ${shown}${candidates.length > 24 ? ' …' : ''}`;
}

/** Damerau-Levenshtein, the restricted kind: insert, delete, replace, swap neighbours. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) least = Math.min(least, at(before, j - 2) + 1);
      row.push(least);
    }
    before = last;
    last = row;
  }
  return at(last, b.length);
}

const at = (row: readonly number[], index: number): number => row[index] ?? Number.POSITIVE_INFINITY;
