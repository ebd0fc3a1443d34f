/**
 * What this machine had too little of while a question was under way. Whatever came of the question then says nothing about
 * anybody: at 90 open files a look-up of ours that failed was told as a wrong step of the resolver.
 */
export class Shortage {
  #what: string | undefined;

  /** Undefined where nothing was short. */
  get what(): string | undefined {
    return this.#what;
  }

  hearOfSocket(error: unknown): void {
    if (isOutOfFiles(error)) this.#what ??= `no socket could be opened: ${textOf(error)}`;
  }

  /** c-ares says "refused" where it cannot open a socket. Nothing refuses in a world, whose name server is always there. */
  hearOfLookUp(error: unknown): void {
    if (isOutOfFiles(error) || codeOf(error) === 'ECONNREFUSED')
      this.#what ??= `the name server could not be asked: ${textOf(error)}`;
  }
}

const isOutOfFiles = (error: unknown): boolean => ['EMFILE', 'ENFILE'].includes(codeOf(error));

const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException | undefined)?.code);

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
