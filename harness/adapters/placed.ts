/** What the placeholders of `implementation.json` and its templates stand for, where they stand for anything. */
export interface Places {
  /** The install folder. */
  readonly cache?: string | undefined;
  /** The folder of `implementation.json`. */
  readonly here?: string | undefined;
  /** The program that the user gave with `--binary`. */
  readonly binary?: string | undefined;
  /** The data folder of a homeserver, new for each start. */
  readonly data?: string | undefined;
  /** Where a homeserver must listen. */
  readonly address?: string | undefined;
  readonly port?: string | undefined;
  /** The PEM file of the authority that it must trust. */
  readonly ca?: string | undefined;
  /** The server name of a homeserver itself. */
  readonly self?: string | undefined;
}

/** `{data}` and what else there is a value for; what stands in doubled braces, `{{level}}`, gets single ones. */
export function placed(text: string, places: Places): string {
  return withoutDoubled(text, (part) => placedInFirst(part, places));
}

/** The same for a text whose other placeholders are filled in later: doubled braces stay as they are until then. */
export function placedInFirst(text: string, places: Places): string {
  return text.replace(
    /\{(cache|here|binary|data|address|port|ca|self)\}/g,
    (whole, name: keyof Places) => places[name] ?? whole,
  );
}

/** Everything outside of doubled braces by `fill`; of those one pair is taken away, and what is in them is not filled in. */
export function withoutDoubled(text: string, fill: (part: string) => string): string {
  return text
    .split(DOUBLED)
    .map((part, index) => (index % 2 === 1 ? part : fill(part)))
    .join('');
}

/** `{{level}}`, or with still more braces, but for the outermost pair. */
const DOUBLED = /\{(\{+[A-Za-z][A-Za-z0-9_-]*\}+)\}/;
