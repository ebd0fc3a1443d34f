import type { Case } from '../model/index.ts';

/** Names and addresses of a case, written as its author would. */
export interface Relative {
  /** In places for names: `@`, `fed`, `{ipv4 target}`. */
  name(full: string): string;
  /** In other text: `{fed}:8443`, `[{ipv6 target}]`. */
  host(full: string): string;
  /** A sentence in which names and addresses may stand anywhere. */
  sentence(text: string): string;
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
  const names = new RegExp(`([\\w*-]+\\.)*${own.replaceAll('.', '\\.')}`, 'gi');
  const braced = (full: string) => name(full).replace(/^([^{].*)$/, '{$1}');
  return {
    name,
    host(full) {
      const [, bracketed, plain = '', port = ''] = /^(?:\[(.*)\]|([^:]*))(:\d+)?$/.exec(full) ?? [];
      return bracketed === undefined ? braced(plain) + port : `[${braced(bracketed)}]${port}`;
    },
    sentence(text) {
      const named = text.replace(names, (full) => braced(full));
      return [...addresses].reduce((each, [address, shown]) => each.replaceAll(address, shown), named);
    },
  };
}
