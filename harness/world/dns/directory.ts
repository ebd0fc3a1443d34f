import {
  asciiLower,
  indexZone,
  parent,
  parentOfWildcard,
  type Zone,
  type ZoneIndex,
} from '../../model/index.ts';

/** A closed case still owns its names, so that what comes late can be told apart from noise. */
type Owner = { readonly serial: number; readonly zone?: ZoneIndex };

/** Which case a name belongs to. */
export class Directory {
  /** Names at which a case begins: its own, and those it declares outside of that. */
  readonly #apexes = new Map<string, Owner>();
  readonly #apexesOf = new Map<number, readonly string[]>();
  /**
   * Names below which a case begins or began. They go on existing once it is closed: a resolver may keep an NXDOMAIN for as
   * long as the SOA says, and conclude from it that nothing is below (RFC 2308, RFC 8020), when the next case is open.
   */
  readonly #above = new Set(['', 'test']);

  /** Returns the name that another open case has already, if any; then nothing was changed. */
  add(serial: number, name: string, zone: Zone): string | undefined {
    const own = asciiLower(name);
    const outside = Object.keys(zone).filter((owner) => owner !== own && !owner.endsWith(`.${own}`));
    // RFC 4592: a wildcard answers for what is below its parent.
    const apexes = [...new Set([own, ...outside.map((owner) => parentOfWildcard(owner) ?? owner)])];
    const taken = apexes.find((apex) => {
      const owner = this.#apexes.get(apex);
      return owner?.zone !== undefined && owner.serial !== serial;
    });
    if (taken !== undefined) return taken;
    this.remove(serial);
    const opened = { serial, zone: indexZone(zone) };
    for (const apex of apexes) this.#apexes.set(apex, opened);
    this.#apexesOf.set(serial, apexes);
    for (const apex of apexes)
      for (let name = parent(apex); name !== ''; name = parent(name)) this.#above.add(name);
    return undefined;
  }

  remove(serial: number): void {
    const apexes = this.#apexesOf.get(serial) ?? [];
    for (const apex of apexes) {
      if (this.#apexes.get(apex)?.serial === serial) this.#apexes.set(apex, { serial });
    }
    this.#apexesOf.delete(serial);
  }

  /** The nearest case at or above a name in lower case. */
  find(name: string): Owner | undefined {
    for (let rest = name; ; rest = parent(rest)) {
      const owner = this.#apexes.get(rest);
      if (owner !== undefined || rest === '') return owner;
    }
  }

  /** Whether a name in lower case is above a case, so that it exists, though it is nobody's. */
  isAbove(name: string): boolean {
    return this.#above.has(name);
  }
}
