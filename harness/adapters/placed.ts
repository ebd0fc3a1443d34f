/** What `{cache}` and `{here}` stand for in the commands of `implementation.json`. */
export interface Places {
  /** The install folder; absent where nothing is installed. */
  readonly cache?: string;
  /** The folder of `implementation.json`. */
  readonly here?: string;
}

/** A placeholder without a place stays as it is: a command line may well contain one of its own. */
export function placed(words: readonly string[], places: Places): string[] {
  return words.map((word) =>
    word.replace(/\{(cache|here)\}/g, (whole, name: keyof Places) => places[name] ?? whole),
  );
}
