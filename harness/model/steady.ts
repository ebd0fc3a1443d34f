import type { Case } from './case.ts';

/** Addresses differ between runs with other selections: what a reader sees twice is written as authors write it. */
export function steady(c: Case, text: string): string {
  let steadied = text;
  for (const host of c.hosts) {
    steadied = replaceWhole(steadied, host.ipv4, `{ipv4 ${host.label}}`);
    steadied = replaceWhole(steadied, host.ipv6, `{ipv6 ${host.label}}`);
  }
  return steadied;
}

/** `20.1.0.1` is not found in `20.1.0.12`. */
function replaceWhole(text: string, part: string, by: string): string {
  let result = text;
  for (let at = result.indexOf(part); at >= 0; at = result.indexOf(part, at + 1)) {
    const before = result[at - 1] ?? ' ';
    const after = result[at + part.length] ?? ' ';
    if (/[0-9a-fA-F]/.test(before) || /[0-9a-fA-F]/.test(after)) continue;
    result = result.slice(0, at) + by + result.slice(at + part.length);
  }
  return result;
}
