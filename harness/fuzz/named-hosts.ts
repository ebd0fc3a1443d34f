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
  const { name, place } = named;
  for (const each of labelsOf(named)) hosts[each] ??= {};
  const aliases = aliasesOf(named);
  for (const [index, target] of aliases.entries()) dns[aliases[index - 1] ?? name] = { CNAME: target };
  const last = lastNameOf(named);
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

function aliasesOf({ label, place }: NamedHosts): readonly string[] {
  return ALIASES.slice(0, place.aliases).map((of) => `${of}-${label}`);
}

/** Where its addresses stand: the name itself, or the last of its aliases. */
export function lastNameOf(named: NamedHosts): string {
  return aliasesOf(named).at(-1) ?? named.name;
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
