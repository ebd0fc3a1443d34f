import type { Lookup, RecordData, RecordType, UnknownLookup } from '../../model/index.ts';
import { canonical, canonicalAddress } from '../../model/index.ts';
import type { MissingFact } from './consultation.ts';
import type { TraceStep } from './decision.ts';
import { decide, type Inquiry, inForce, weaken } from './inquiry.ts';

/** The addresses of a name, or why it has none. */
export interface FoundAddresses {
  /** An address that is not known stands here as the name that may have it. */
  readonly addresses: readonly string[];
  readonly aliases: readonly string[];
  readonly why: string;
  readonly missing: readonly MissingFact[];
  /** Not even that there is such an address is known. */
  readonly unknown: boolean;
  /** There are none because a question failed, so that there may be some: neither found nor not found. */
  readonly failed: boolean;
}

const NOTHING: readonly MissingFact[] = [];
const FAMILIES = ['AAAA', 'A'] as const;
const BINDINGS = ['HTTPS', 'SVCB'] as const;

/** N-1: AAAA and A are equally good; N-2: aliases are followed. */
export function addressesOf(q: Inquiry, step: TraceStep, name: string): FoundAddresses {
  const lookups = [q.lookUp(name, 'AAAA'), q.lookUp(name, 'A')];
  const addresses: string[] = [];
  let [unknown, untold] = [false, false];
  for (const lookup of lookups) {
    if (lookup.kind === 'unknown') unknown = true;
    if (lookup.kind !== 'found') continue;
    for (const record of lookup.records) {
      if (isUntold(record, ownerIn(lookup, name))) untold = true;
      else if ('address' in record) addresses.push(record.address);
    }
  }
  const gap = unknown || untold;
  if (gap) addresses.unshift(name);
  // V-13: only the RFCs of DNS send anyone to ask again over TCP.
  const found = lookups.filter(({ kind }) => kind === 'found');
  if (found.length > 0 && found.every(({ truncated }) => truncated)) {
    weaken(q, 'V-13', step === '3' ? 'file' : 'target');
  }
  const aliases = lookups.find((l) => l.aliases.length > 0)?.aliases ?? [];
  const [, ipv4] = lookups;
  const failure = addresses.length === 0 ? lookups.find(({ kind }) => kind === 'failed') : undefined;
  const blamed = failure ?? ipv4;
  const why = blamed && 'why' in blamed ? blamed.why : '';
  if (addresses.length > 0 && aliases.length > 0) {
    decide(q, step, inForce(q, 'N-2', 'N-1'), { kind: 'alias', name, aliases });
  }
  // N-8: CNAME, AAAA and A are what the text looks at.
  if (BINDINGS.some((type) => hasOwn(q, name, type)))
    decide(q, step, 'N-8', { kind: 'service-binding', name });
  if (lookups.some((l) => l.varies)) {
    decide(q, step, 'N-1', { kind: 'changing-addresses', name });
  }
  const missing = gap ? missingIn(lookups, name) : NOTHING;
  return { addresses, aliases, why, unknown, failed: failure !== undefined, missing };
}

/** Not an alias, which answers every question. */
function hasOwn({ facts }: Inquiry, name: string, type: RecordType): boolean {
  const answer = facts.lookUp(canonical(name), type);
  return answer?.kind === 'records' && answer.records.some((record) => record.type === type);
}

/** An address that is written as such has no name. */
export function literalAddress(address: string): FoundAddresses {
  return { addresses: [address], aliases: [], why: '', missing: NOTHING, unknown: false, failed: false };
}

/** There is an address, and nobody said which: the name of the record stands in its place. */
function isUntold(record: RecordData, owner: string): boolean {
  return 'address' in record && record.address === owner && canonicalAddress(owner) === undefined;
}

/** The name that has the records: the last alias. */
function ownerIn({ aliases }: Lookup, name: string): string {
  return aliases.at(-1) ?? canonical(name);
}

function missingIn(lookups: readonly (Lookup | UnknownLookup)[], name: string): readonly MissingFact[] {
  const owners = lookups.map((lookup) => {
    if (lookup.kind === 'unknown') return lookup.name;
    const untold =
      lookup.kind === 'found' && lookup.records.some((record) => isUntold(record, ownerIn(lookup, name)));
    return untold ? ownerIn(lookup, name) : undefined;
  });
  return [...new Set(owners)].flatMap((owner) =>
    owner === undefined
      ? []
      : [{ kind: 'dns', name: owner, types: FAMILIES.filter((_, index) => owners[index] === owner) }],
  );
}
