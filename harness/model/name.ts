/** RFC 4343: names compare without the case of ASCII letters only. A Kelvin sign is no k, whatever Unicode says. */
export function asciiLower(name: string): string {
  return name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** The one spelling of a name that is compared: without case, and without the final dot, which stands for the root (RFC 1034 3.1). */
export function canonical(name: string): string {
  return withoutFinalDot(asciiLower(name));
}

/** In the letter case in which it is written. */
export function withoutFinalDot(name: string): string {
  return name.endsWith('.') ? name.slice(0, -1) : name;
}

/** The name below which a wildcard stands, of records (RFC 4592 2.1.1) or of a certificate; `undefined` where there is none. */
export function parentOfWildcard(name: string): string | undefined {
  return name.startsWith('*.') ? name.slice(2) : undefined;
}

/** Whether there are octets in it that DNS carries and names of hosts do not have (RFC 2181 11): `https://hs.x.test`. */
export function hasOddOctets(name: string): boolean {
  return /[^A-Za-z0-9_.-]/.test(name);
}

/** The name above; empty above a name of one label. */
export function parent(name: string): string {
  const dot = name.indexOf('.');
  return dot < 0 ? '' : name.slice(dot + 1);
}
