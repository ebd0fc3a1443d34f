import type { TraceStep } from './decision.ts';
import { decide, type Inquiry, inForce } from './inquiry.ts';

/** The addresses of a name, or why it has none. */
export interface FoundAddresses {
  readonly addresses: readonly string[];
  readonly aliases: readonly string[];
  readonly why: string;
}

/** N-1: AAAA and A are equally good; N-2: aliases are followed. */
export function addressesOf(q: Inquiry, step: TraceStep, name: string): FoundAddresses {
  const lookups = [q.lookUp(name, 'AAAA'), q.lookUp(name, 'A')];
  const addresses: string[] = [];
  for (const lookup of lookups) {
    if (lookup.kind !== 'found') continue;
    for (const record of lookup.records) {
      if (record.type === 'A' || record.type === 'AAAA') addresses.push(record.address);
    }
  }
  // V-13: only the RFCs of DNS send anyone to ask again over TCP.
  const found = lookups.filter(({ kind }) => kind === 'found');
  if (found.length > 0 && found.every(({ truncated }) => truncated)) q.weak.push('V-13');
  const aliases = lookups.find((l) => l.aliases.length > 0)?.aliases ?? [];
  const why = lookups[1]?.kind === 'found' ? '' : (lookups[1]?.why ?? '');
  if (addresses.length > 0 && aliases.length > 0) {
    decide(q, step, inForce(q, 'N-2', 'N-1'), { kind: 'alias', name, aliases });
  }
  if (lookups.some((l) => l.varies)) {
    decide(q, step, 'N-1', { kind: 'changing-addresses', name });
  }
  return { addresses, aliases, why };
}
