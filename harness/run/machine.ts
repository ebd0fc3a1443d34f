import type { Machine } from '../model/index.ts';
import { changeHosts, changeResolver } from '../sandbox/index.ts';

/** Until it is disposed. Implementations are started after it. */
export async function setMachine({ search, ndots, hosts, secondServer }: Machine): Promise<AsyncDisposable> {
  const made: AsyncDisposable[] = [];
  const setting = {
    [Symbol.asyncDispose]: async () => {
      for (const one of made.toReversed()) await one[Symbol.asyncDispose]();
    },
  };
  try {
    if (search !== undefined || ndots !== undefined || secondServer !== undefined) {
      const second = secondServer !== undefined;
      made.push(
        await changeResolver({ ...(search && { search }), ...(ndots !== undefined && { ndots }), second }),
      );
    }
    if (hosts !== undefined) made.push(await changeHosts(hosts));
  } catch (error) {
    await setting[Symbol.asyncDispose]();
    throw error;
  }
  return setting;
}
