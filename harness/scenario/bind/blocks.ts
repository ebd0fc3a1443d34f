import { hashOfId } from '../id.ts';

/**
 * Each case owns 32 host numbers. The block hangs on the id alone (but for a collision), so that an address hardly ever
 * depends on which other cases were selected.
 */
const BLOCK = 32;
const FIRST_IPV4 = 20 * 2 ** 24 + 1 * 2 ** 16;
const BLOCKS = (255 * 2 ** 16) / BLOCK;

/** The first and the last number of a block are left out: some software takes ….0 and ….255 for broadcast addresses. */
export const MOST_HOSTS = BLOCK - 2;

export interface HostAddresses {
  readonly ipv4: string;
  readonly ipv6: string;
}

/** Block of each id; `taken` are blocks that have their owners already, and grows by these. */
export function allocate(ids: Iterable<string>, taken: Set<number> = new Set()): ReadonlyMap<string, number> {
  const blocks = new Map<string, number>();
  for (const id of [...ids].sort()) {
    let block = hashOfId(id) % BLOCKS;
    while (taken.has(block)) block = (block + 1) % BLOCKS;
    taken.add(block);
    blocks.set(id, block);
  }
  return blocks;
}

/** Addresses of the `index`th host (from 0) of a block. */
export function addressesOf(block: number, index: number): HostAddresses {
  if (index >= MOST_HOSTS) throw new RangeError(`a block has ${MOST_HOSTS} hosts`);
  const number = block * BLOCK + index + 1;
  return { ipv4: dotted(FIRST_IPV4 + number), ipv6: `2a00:db8:1::${colons(number)}` };
}

function dotted(number: number): string {
  return [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');
}

function colons(number: number): string {
  const high = number >>> 16;
  const low = (number & 0xffff).toString(16);
  return high === 0 ? low : `${high.toString(16)}:${low}`;
}

/** The block that a host has its addresses from; that of nobody, where they are not from any. */
export function blockOf({ ipv4 }: HostAddresses): number {
  const number = ipv4.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return Math.floor((number - FIRST_IPV4 - 1) / BLOCK);
}
