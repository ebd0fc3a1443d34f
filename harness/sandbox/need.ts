/** Something the sandbox cannot do without, or only in part. */
export interface SandboxNeed {
  readonly what: string;
  /** Tries it for real, in namespaces of its own where it changes anything; tells what it found, or throws the reason. */
  readonly attempt: () => Promise<string>;
  readonly remedies: () => readonly string[];
  /** Nothing of the sandbox can be tried without it. */
  readonly basic?: true;
  /** What cannot be done without it, where everything else can. */
  readonly only?: string;
  /** Tried inside a sandbox. */
  readonly inside?: true;
}

export type NeedFinding =
  | { readonly kind: 'untried'; readonly what: string }
  | { readonly kind: 'met'; readonly what: string; readonly detail: string; readonly only?: string }
  | {
      readonly kind: 'unmet';
      readonly what: string;
      readonly why: string;
      readonly remedies: readonly string[];
      readonly only?: string;
      readonly basic?: true;
    };

/** One after another, as later ones rest on earlier ones: without a basic one, what is tried inside is left out. */
export async function* examine(needs: readonly SandboxNeed[]): AsyncGenerator<NeedFinding> {
  let canEnter = true;
  for (const { what, attempt, remedies, basic, inside, only } of needs) {
    if (inside && !canEnter) {
      yield { kind: 'untried', what };
      continue;
    }
    const limited = only !== undefined && { only };
    try {
      yield { kind: 'met', what, detail: await attempt(), ...limited };
    } catch (error) {
      if (basic) canEnter = false;
      const why = error instanceof Error ? error.message : String(error);
      yield { kind: 'unmet', what, why, remedies: remedies(), ...limited, ...(basic && { basic }) };
    }
  }
}
