import type { Case } from '../scenario/index.ts';

/** Names and addresses of a case, written as its author would. */
export interface Relative {
  /** In places for names: `@`, `fed`, `{ipv4 target}`. */
  name(full: string): string;
  /** In other text: `{fed}:8443`, `[{ipv6 target}]`. */
  host(full: string): string;
}

export function relativeTo({ name: own, hosts }: Case): Relative {
  const addresses = new Map(
    hosts.flatMap(({ label, ipv4, ipv6 }) => [
      [ipv4, `{ipv4 ${label}}`] as const,
      [ipv6, `{ipv6 ${label}}`] as const,
    ]),
  );
  const name = (full: string): string => {
    const lower = full.toLowerCase();
    if (lower === own) return '@';
    if (lower.endsWith(`.${own}`)) return lower.slice(0, -own.length - 1);
    return addresses.get(lower) ?? `${lower}.`;
  };
  const braced = (full: string) => name(full).replace(/^([^{].*)$/, '{$1}');
  return {
    name,
    host(full) {
      const [, bracketed, plain = '', port = ''] = /^(?:\[(.*)\]|([^:]*))(:\d+)?$/.exec(full) ?? [];
      return bracketed === undefined ? braced(plain) + port : `[${braced(bracketed)}]${port}`;
    },
  };
}
