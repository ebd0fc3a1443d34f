import type { DrawnPlace } from './design.ts';
import type { WorldDraft } from './document.ts';

/** A name of the world with its machines, whose labels are made of one word. */
export interface NamedHosts {
  /** Relative: `@`, `fed`. */
  readonly name: string;
  readonly label: string;
  readonly place: DrawnPlace;
  /** The name, or the address as a placeholder, for which the right client checks the certificate. */
  readonly own: string;
}

export function labelsOf({ label, place }: NamedHosts): readonly string[] {
  return place.machines.map((_, index) => (index === 0 ? label : `${label}-b`));
}

/** The records of a name, and its machines: aliases first, and then addresses or whatever stands in their place. */
export function writeRecords({ dns, hosts }: WorldDraft, named: NamedHosts): void {
  const { name, label, place } = named;
  for (const each of labelsOf(named)) hosts[each] ??= {};
  const names = [name, ...ALIASES.slice(0, place.aliases).map((of) => `${of}-${label}`)];
  for (const [index, target] of names.slice(1).entries()) dns[names[index] ?? name] = { CNAME: target };
  const last = names.at(-1) ?? name;
  switch (place.lost) {
    case null:
      dns[last] = addresses(named);
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

function addresses(named: NamedHosts) {
  const labels = labelsOf(named);
  const all = oneOrAll(labels);
  switch (named.place.families) {
    case 'ipv4':
      return { A: all };
    case 'ipv6':
      return { AAAA: all };
    case 'both':
      return { A: all, AAAA: all };
    case 'split':
      return labels.length > 1 ? { A: labels[0], AAAA: labels[1] } : { A: all, AAAA: all };
    default:
      return named.place.families satisfies never;
  }
}

export const oneOrAll = <Value>(values: readonly Value[]): Value | readonly Value[] | undefined =>
  values.length === 1 ? values[0] : values;
