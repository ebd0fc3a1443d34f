import type { Machine } from '../model/index.ts';
import { changeResolver } from '../sandbox/index.ts';

/** Until it is disposed. Implementations are started after it. */
export async function setMachine({ search, ndots }: Machine): Promise<AsyncDisposable> {
  if (search === undefined && ndots === undefined) return { [Symbol.asyncDispose]: async () => {} };
  return changeResolver({ ...(search && { search }), ...(ndots !== undefined && { ndots }) });
}
