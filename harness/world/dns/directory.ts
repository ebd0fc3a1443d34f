import type { RecordSet, Zone } from '../../model/index.ts';

/** The zone of one open case. */
export interface CaseZone {
  readonly serial: number;
  readonly sets: ReadonlyMap<string, readonly RecordSet[]>;
  /** Owner names, and the empty non-terminals above them: NODATA where all others are NXDOMAIN. */
  readonly existing: ReadonlySet<string>;
}

/** A closed case still owns its names, so that what comes late can be told apart from noise. */
type Owner = { readonly serial: number; readonly zone?: CaseZone };

/** Which case a name belongs to. */
export class Directory {
  /** Names at which a case begins: its own, and those it declares outside of that. */
  readonly #apexes = new Map<string, Owner>();
  readonly #apexesOf = new Map<number, readonly string[]>();

  /** Returns the name that another open case has already, if any; then nothing was changed. */
  add(serial: number, name: string, zone: Zone): string | undefined {
    const own = asciiLower(name);
    const outside = Object.keys(zone).filter((owner) => owner !== own && !owner.endsWith(`.${own}`));
    const apexes = [own, ...outside];
    const taken = apexes.find((apex) => {
      const owner = this.#apexes.get(apex);
      return owner?.zone !== undefined && owner.serial !== serial;
    });
    if (taken !== undefined) return taken;
    this.remove(serial);
    const opened = { serial, zone: caseZone(serial, apexes, zone) };
    for (const apex of apexes) this.#apexes.set(apex, opened);
    this.#apexesOf.set(serial, apexes);
    return undefined;
  }

  remove(serial: number): void {
    for (const apex of this.#apexesOf.get(serial) ?? []) {
      if (this.#apexes.get(apex)?.serial === serial) this.#apexes.set(apex, { serial });
    }
    this.#apexesOf.delete(serial);
  }

  /** The nearest case at or above a name in lower case. */
  find(name: string): Owner | undefined {
    for (let rest = name; ; rest = rest.slice(rest.indexOf('.') + 1)) {
      const owner = this.#apexes.get(rest);
      if (owner !== undefined) return owner;
      if (!rest.includes('.')) return undefined;
    }
  }
}

/** Names compare without the case of ASCII letters only: a Kelvin sign is no k. */
export function asciiLower(name: string): string {
  return name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

function caseZone(serial: number, apexes: readonly string[], zone: Zone): CaseZone {
  const sets = new Map(Object.entries(zone));
  const existing = new Set<string>();
  for (const owner of sets.keys()) {
    for (let name = owner; !existing.has(name); name = name.slice(name.indexOf('.') + 1)) {
      existing.add(name);
      if (apexes.includes(name) || !name.includes('.')) break;
    }
  }
  return { serial, sets, existing };
}
