import type { HarnessError } from '../base/index.ts';

/** The world is loaded only if something is wrong: it is large, and most commands that come here do not need it. */
export async function fault(code: string, what: string, hint: string, cause: unknown): Promise<HarnessError> {
  const { HarnessError } = await import('../base/index.ts');
  return new HarnessError(code, what, hint, cause);
}
