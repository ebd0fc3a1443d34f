/** The command line asks for what cannot be: it ends with one sentence, and exit code 64. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
