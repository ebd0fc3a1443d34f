import type { Place } from './design.ts';
import type { Draft } from './document.ts';

/** A name of the world with its machines, whose labels are made of one word. */
export interface Spot {
  /** Relative: `@`, `fed`. */
  readonly name: string;
  readonly label: string;
  readonly place: Place;
  /** The name, or the address as a placeholder, for which the right client checks the certificate. */
  readonly own: string;
}

export function labelsOf({ label, place }: Spot): readonly string[] {
  return place.machines.map((_, index) => (index === 0 ? label : `${label}-b`));
}

/** The records of a spot, and its machines: aliases first, and then addresses or whatever stands in their place. */
export function writeRecords({ dns, hosts }: Draft, spot: Spot): void {
  const { name, label, place } = spot;
  for (const each of labelsOf(spot)) hosts[each] ??= {};
  const names = [name, ...ALIASES.slice(0, place.aliases).map((of) => `${of}-${label}`)];
  for (const [index, target] of names.slice(1).entries()) dns[names[index] ?? name] = { CNAME: target };
  const last = names.at(-1) ?? name;
  switch (place.lost) {
    case null:
      dns[last] = addresses(spot);
      return;
    case 'NXDOMAIN':
      return;
    case 'NODATA':
      dns[last] = {};
      return;
    default:
      dns[last] = { A: { rcode: place.lost }, AAAA: { rcode: place.lost } };
  }
}

const ALIASES = ['alias-of', 'alias-2-of'];

function addresses(spot: Spot) {
  const labels = labelsOf(spot);
  const all = oneOrAll(labels);
  switch (spot.place.families) {
    case 'ipv4':
      return { A: all };
    case 'ipv6':
      return { AAAA: all };
    case 'both':
      return { A: all, AAAA: all };
    case 'split':
      return labels.length > 1 ? { A: labels[0], AAAA: labels[1] } : { A: all, AAAA: all };
    default:
      return spot.place.families satisfies never;
  }
}

export const oneOrAll = <Value>(values: readonly Value[]): Value | readonly Value[] | undefined =>
  values.length === 1 ? values[0] : values;
