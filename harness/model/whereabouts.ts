import { canonicalAddress } from './address.ts';
import type { Case, Host, RecordData } from './case.ts';
import { openInternet } from './internet.ts';
import { canonical } from './name.ts';
import { LONGEST_CHAIN, type SetsAt, setsIn } from './zone.ts';

/** Where names lead whenever they are asked for: of answers in turn all, late and failing ones included. */
export interface Whereabouts {
  /** Everything that is ever answered for a name, a wildcard included; aliases are not followed. */
  readonly recordsOf: (name: string) => readonly RecordData[];
  /** The labels of the hosts that a name leads to through A, AAAA and CNAME, or that an address belongs to. */
  readonly hostsOf: (name: string) => readonly string[];
}

/** Costs nothing until the first name is asked for, which reads the whole zone; the others are quick. */
export function whereaboutsIn({ zone, hosts }: Pick<Case, 'zone' | 'hosts'>): Whereabouts {
  let setsAt: SetsAt | undefined;
  const internet = openInternet(hosts);
  const recordsOf = (name: string): readonly RecordData[] => {
    setsAt ??= setsIn(zone);
    const sets = setsAt(canonical(name)) ?? [];
    return sets.flatMap((set) => set.answers.flatMap((answer) => answer.records));
  };
  const addressesOf = (name: string): string[] => {
    const found: string[] = [];
    for (let at: string | undefined = name, links = 0; at !== undefined && links < LONGEST_CHAIN; links++) {
      const records = recordsOf(at);
      for (const record of records) if ('address' in record) found.push(record.address);
      at = records.find((record) => record.type === 'CNAME')?.target;
    }
    return found;
  };
  const hostsOf = (name: string): readonly string[] => {
    const literal = canonicalAddress(name);
    const addresses = literal === undefined ? addressesOf(name) : [literal];
    const reached = new Set<Host | undefined>(addresses.map(internet));
    return hosts.filter((host) => reached.has(host)).map((host) => host.label);
  };
  return { recordsOf, hostsOf };
}

export function hostsOf(c: Case, name: string): readonly string[] {
  return whereaboutsIn(c).hostsOf(name);
}
