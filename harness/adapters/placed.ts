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

/** Only the placeholders there are; other braces (a JSON argument) stay as they are. */
export function placed(text: string, places: Places): string {
  return text.replace(
    /\{(cache|here|binary|data|address|port|ca|self)\}/g,
    (whole, name: keyof Places) => places[name] ?? whole,
  );
}
