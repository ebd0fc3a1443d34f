/** What `{cache}` and `{here}` stand for in `implementation.json`. */
export interface Places {
  /** The install folder; nothing where nothing is installed. */
  readonly cache: string | undefined;
  /** The folder of `implementation.json`; nothing for a command line. */
  readonly here: string | undefined;
}

/** Only the two placeholders there are; other braces (a JSON argument) stay as they are. */
export function placed(text: string, places: Places): string {
  return text.replace(/\{(cache|here)\}/g, (whole, name: keyof Places) => places[name] ?? whole);
}
