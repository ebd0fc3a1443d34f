import { ADDRESSES } from '../model/index.ts';

/**
 * The network of the sandbox, as lines for `ip -batch`, by the family that a line without an address would else guess.
 *
 * The table `local` is asked after rules of a lower preference, not first of all as Linux has it, so that the world
 * can send one port of an address to table 100 (a black hole: an idle pair with ARP off) or 101 (no route to host).
 */
export function networkLines(): { readonly inet: readonly string[]; readonly inet6: readonly string[] } {
  const { ipv4Self, ipv6Self, ipv4Prefix, ipv6Prefix, publicResolvers } = ADDRESSES;
  const families = ['rule add pref 100 lookup local', 'rule del pref 0'];
  const tables = ['route add default dev bh0 table 100', 'route add unreachable default table 101'];
  return {
    inet: [
      'link set lo up',
      // glibc asks for A or AAAA only if an address of that family, other than loopback, is there.
      `addr add ${ipv4Self}/32 dev lo`,
      `addr add ${ipv6Self}/128 dev lo nodad`,
      'link add bh0 type veth peer name bh1',
      'link set bh0 addrgenmode none arp off up',
      'link set bh1 addrgenmode none arp off up',
      ...[ipv4Prefix, ipv6Prefix, ...publicResolvers].map((prefix) => `route add local ${prefix} dev lo`),
      ...tables,
      ...families,
    ],
    inet6: [...tables, ...families],
  };
}

/** Files under `/proc/sys`, each the network namespace's own, and what they must say. */
export const SETTINGS: Readonly<Record<string, string>> = {
  'net/ipv6/conf/all/disable_ipv6': '0',
  'net/ipv6/conf/lo/disable_ipv6': '0',
  'net/ipv6/ip_nonlocal_bind': '1',
  // Bounds a connection into a black hole to about three seconds.
  'net/ipv4/tcp_syn_retries': '1',
  // Programs that give up being root may still bind 53, 443 and 8448.
  'net/ipv4/ip_unprivileged_port_start': '0',
};
