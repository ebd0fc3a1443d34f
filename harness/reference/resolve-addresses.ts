import { patience } from '../base/index.ts';
import { askableName } from './askable-name.ts';
import { DiscoveryFailure } from './failure.ts';
import type { Attempt } from './parts.ts';

interface Family {
  readonly addresses: readonly string[];
  readonly error?: string;
}

/** N-1, N-2: both families, IPv6 first; the name server follows CNAMEs. One family alone is enough. */
export async function resolveAddresses(attempt: Attempt, hostname: string): Promise<readonly string[]> {
  const name = askableName(hostname);
  const six = ask(attempt.lookUp((dns) => dns.resolve6(name)));
  const four = ask(attempt.lookUp((dns) => dns.resolve4(name)));
  const [v6, v4] = await bothOrLate(six, four, attempt.parts.timeouts.laterFamily);
  attempt.check();
  const addresses = attempt.parts.chooseAddresses(v6.addresses, v4.addresses);
  if (addresses.length > 0) return addresses;
  const why = `${hostname} has no address: AAAA ${v6.error}, A ${v4.error}`;
  throw new DiscoveryFailure(why, { trouble: 'no-address' });
}

/** AMB-13: all of them. */
export function chooseAddresses(v6: readonly string[], v4: readonly string[]): readonly string[] {
  return [...v6, ...v4];
}

async function ask(answer: Promise<string[]>): Promise<Family> {
  try {
    return { addresses: await answer };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { addresses: [], error: code ?? message };
  }
}

/** A family whose question is never answered must not hold up the other one. */
async function bothOrLate(
  six: Promise<Family>,
  four: Promise<Family>,
  ms: number,
): Promise<readonly [Family, Family]> {
  const first = await Promise.race([six, four]);
  if (first.addresses.length === 0) return Promise.all([six, four]);
  let stop = () => {};
  const late = new Promise<Family>((resolve) => {
    stop = patience(ms, () => resolve({ addresses: [], error: 'late' }));
  });
  const both = await Promise.all([Promise.race([six, late]), Promise.race([four, late])]);
  stop();
  return both;
}
