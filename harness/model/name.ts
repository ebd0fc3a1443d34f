/** RFC 4343: names compare without the case of ASCII letters only. A Kelvin sign is no k, whatever Unicode says. */
export function asciiLower(name: string): string {
  return name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** The one spelling of a name that is compared: without case, and without the final dot, which stands for the root (RFC 1034 3.1). */
export function canonical(name: string): string {
  const lower = asciiLower(name);
  return lower.endsWith('.') ? lower.slice(0, -1) : lower;
}

/** The name above; empty above a name of one label. */
export function parent(name: string): string {
  const dot = name.indexOf('.');
  return dot < 0 ? '' : name.slice(dot + 1);
}
