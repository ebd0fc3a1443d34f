/** Writing an adapter in JavaScript: the messages of the protocol (docs/write-an-adapter.md), and a program that speaks it. */

/** `connect`: really sends the request; `claim`: says where it goes; `clock`: its time can be moved; `signed`: signs with X-Matrix. */
export type Ability = 'claim' | 'connect' | 'clock' | 'signed';

/** What the software under test says of itself, as the answer to `hello`. */
export interface About {
  readonly name: string;
  readonly version: string;
  readonly can: readonly Ability[];
  /** How many questions may be under way at once; 1 if left out. */
  readonly parallel?: number;
  /** The same for questions about servers that do not answer; 4 if left out. */
  readonly stall_parallel?: number;
  /** Each question is asked of a new process, which cannot have kept anything. */
  readonly forgets?: boolean;
  /** Who it signs as. */
  readonly signer?: {
    readonly name: string;
    /** From key id (`ed25519:a1`) to the public key in base64. */
    readonly verify_keys: Readonly<Record<string, string>>;
  };
  readonly language?: string;
  readonly source?: string;
}

/** Send this request to the server of this name. */
export interface Question {
  /** As it stands in the scenario: a name, an address, either with a port, or no valid server name at all. */
  readonly server: string;
  /** Milliseconds, after which nobody waits for the answer any more. */
  readonly budget_ms: number;
  readonly request: {
    readonly method: string;
    readonly path: string;
    /** JSON to send. */
    readonly body?: unknown;
    readonly [field: string]: unknown;
  };
}

/** Where it went. Every field may be left out: give what the library returns, and nothing that you worked out. */
export interface Target {
  /** The name whose address is used: of the host, or of an SRV target. */
  readonly name?: string;
  /** The address itself, without brackets. */
  readonly address?: string;
  readonly port?: number;
  /** The `Host` header, with a port if it has one. */
  readonly host?: string;
  /** The name for which the certificate must be valid. */
  readonly tls_name?: string;
}

export type Answer =
  /** It knew where to go, and `status` came back if it sent the request. */
  | { readonly targets: readonly Target[]; readonly status?: number }
  /** It did not get there: a result like any other. */
  | { readonly failed: { readonly message: string } }
  /** It cannot do this, and why. */
  | { readonly skip: string }
  /** The adapter itself broke, which says nothing about the software. */
  | { readonly error: { readonly message: string } };

export interface Resolver {
  readonly about: About;
  /** What it throws is told as `failed`. */
  resolve(question: Question): Answer | Promise<Answer>;
  /** Drops all caches. */
  reset?(): void | Promise<void>;
  /** Moves its clock forward, in milliseconds. Only for who can `clock`. */
  advance?(ms: number): void | Promise<void>;
}

/**
 * Answers the questions of `signpost run` on standard input and output, and resolves at `bye` or when the input ends. Nothing else may
 * be written to standard output meanwhile: `console.log` goes to standard error from now on.
 */
export function serve(resolver: Resolver): Promise<void>;
