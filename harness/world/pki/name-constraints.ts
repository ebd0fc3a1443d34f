import type { Extension } from '@peculiar/x509';
import { library } from './library.ts';

const SEQUENCE = 0x30;
const PERMITTED = 0xa0;
const EXCLUDED = 0xa1;
const DNS_NAME = 0x82;
const IP_ADDRESS = 0x87;

/**
 * RFC 5280 4.2.1.10: the authority may sign for names below one that the mock internet never has, and for no address at
 * all. Each kind of name needs its own subtree: what no subtree speaks of is allowed.
 */
export async function forbidAllNames(): Promise<Extension> {
  const x509 = await library();
  const elsewhere = der(DNS_NAME, Buffer.from('elsewhere.invalid'));
  // An address and its mask, both zero: all of them.
  const everyIpv4 = der(IP_ADDRESS, Buffer.alloc(4 + 4));
  const everyIpv6 = der(IP_ADDRESS, Buffer.alloc(16 + 16));
  const permitted = der(PERMITTED, der(SEQUENCE, elsewhere));
  const excluded = der(EXCLUDED, der(SEQUENCE, everyIpv4), der(SEQUENCE, everyIpv6));
  const value = der(SEQUENCE, permitted, excluded);
  return new x509.Extension('2.5.29.30', true, value);
}

/** Contents of less than 128 octets only. */
function der(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag, content.length]), content]);
}
