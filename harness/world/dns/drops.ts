import { readFile } from 'node:fs/promises';
import { endianness } from 'node:os';
import ipaddr from 'ipaddr.js';

/** Datagrams that the kernel dropped at our sockets on port 53: `/proc/net/snmp` would count the clients' too. */
export async function countDrops(addresses: readonly string[]): Promise<number> {
  const tables = await Promise.all(
    ['/proc/net/udp', '/proc/net/udp6'].map((file) => readFile(file, 'latin1').catch(() => '')),
  );
  return tables.reduce((sum, table) => sum + dropsIn(table, addresses), 0);
}

export function dropsIn(table: string, addresses: readonly string[]): number {
  const ours = new Set(addresses.map((address) => `${kernelHex(address)}:0035`));
  let sum = 0;
  for (const line of table.split('\n')) {
    const fields = line.trim().split(/\s+/);
    if (ours.has(fields[1] ?? '')) sum += Number(fields.at(-1));
  }
  return sum;
}

/** The kernel prints addresses as 32-bit words in the machine's own order. */
function kernelHex(address: string): string {
  const bytes = ipaddr.parse(address).toByteArray();
  const words: string[] = [];
  for (let at = 0; at < bytes.length; at += 4) {
    const word = Buffer.from(bytes.slice(at, at + 4));
    words.push((endianness() === 'LE' ? word.reverse() : word).toString('hex').toUpperCase());
  }
  return words.join('');
}
