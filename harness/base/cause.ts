/** A fault in words, with its code. Where closing failed because of what had gone wrong before, that is what counts. */
export function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'SuppressedError' && 'suppressed' in error) return causeOf(error.suppressed);
  const { message, code } = error as NodeJS.ErrnoException;
  return code === undefined || message.startsWith(code) ? message : `${message.replace(/\.$/, '')} (${code})`;
}
