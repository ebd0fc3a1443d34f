/**
 * What all our errors have. There are three families, by who has to do something about it: `ScenarioError` (the author),
 * `AdapterError` (whoever wrote the shim or chose the implementation), `HarnessError` (us, or the owner of the machine).
 */
export abstract class SignpostError<Code extends string = string> extends Error {
  /** Stable, for scripts. */
  readonly code: Code;
  /** What is wrong, without its place. */
  readonly what: string;
  /** What to do next, or what to write instead. */
  readonly hint: string | undefined;

  /** `message`: what there is to say without code; `what` unless given. */
  constructor(
    code: Code,
    what: string,
    hint: string | undefined,
    { message = what, cause }: { readonly message?: string; readonly cause?: unknown } = {},
  ) {
    super(message, cause === undefined ? {} : { cause });
    this.code = code;
    this.what = what;
    this.hint = hint;
  }
}
