import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { HarnessError, ownCommand } from '../base/index.ts';
import { ADDRESSES } from '../model/index.ts';

const OUR_INTERFACES = ['lo', 'bh0', 'bh1'];

/** What tells our own namespace from a machine with a network. */
export interface Surroundings {
  /** `/proc/net/dev`. */
  readonly devices: string;
  /** `/proc/net/route`, the main IPv4 table. */
  readonly ipv4Routes: string;
  /** `/proc/net/ipv6_route`, all IPv6 tables. */
  readonly ipv6Routes: string;
  readonly loopbackAddresses: readonly string[];
}

/**
 * Throws unless this process is in a network namespace that Signpost made: outside, the world's addresses belong to
 * other people.
 */
export function requireOwnNamespace(): void {
  const problem = whyNotOurs(look());
  if (problem === undefined) return;
  throw new HarnessError(
    'not-in-a-sandbox',
    `The mock internet only opens inside Signpost's own network namespace: ${problem}.`,
    `Start it through Signpost, or run a program inside with: ${ownCommand('sandbox', '--', 'COMMAND')}`,
  );
}

export function whyNotOurs(around: Surroundings): string | undefined {
  const foreign = interfaceNames(around.devices).filter((name) => !OUR_INTERFACES.includes(name));
  if (foreign.length > 0) return `it has the network interface ${foreign.join(', ')}`;
  if (hasIpv4Default(around.ipv4Routes)) return 'it has a default route for IPv4';
  if (hasIpv6Default(around.ipv6Routes)) return 'it has a default route for IPv6';
  if (!around.loopbackAddresses.includes(ADDRESSES.ipv4Self))
    return `the address ${ADDRESSES.ipv4Self} is not on lo`;
  return undefined;
}

function look(): Surroundings {
  return {
    devices: read('/proc/net/dev'),
    ipv4Routes: read('/proc/net/route'),
    ipv6Routes: read('/proc/net/ipv6_route'),
    loopbackAddresses: (networkInterfaces().lo ?? []).map(({ address }) => address),
  };
}

function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch (error) {
    // Without IPv6 in the kernel there is no table of it, and so no default route.
    if (file === '/proc/net/ipv6_route') return '';
    throw new HarnessError(
      'not-in-a-sandbox',
      `Cannot read ${file}, which tells where we are.`,
      `The mock internet needs Linux with /proc mounted; \`${ownCommand('doctor')}\` says what is missing.`,
      error,
    );
  }
}

function interfaceNames(devices: string): string[] {
  return devices.split('\n').flatMap((line) => {
    const colon = line.indexOf(':');
    return colon < 0 ? [] : [line.slice(0, colon).trim()];
  });
}

function hasIpv4Default(routes: string): boolean {
  return routes.split('\n').some((line) => {
    const [, destination, , , , , , mask] = line.split('\t');
    return destination === '00000000' && mask === '00000000';
  });
}

function hasIpv6Default(routes: string): boolean {
  return routes.split('\n').some((line) => {
    const [destination, length, , , , , , , , device] = line.trim().split(/\s+/);
    // The kernel's own "unreachable" entry stands on lo; the black hole's table leads into bh0.
    return destination === '0'.repeat(32) && length === '00' && !OUR_INTERFACES.includes(device ?? '');
  });
}
