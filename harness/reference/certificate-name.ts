import { isIP } from 'node:net';
import { literalAddress } from './names.ts';
import type { Approach } from './route.ts';

/** S33-c, S4-c: never the SRV target. T-14: never with a port. AMB-19: names in TLS carry no final dot. */
export function certificateName({ deciding }: Approach): string {
  return literalAddress(deciding) ?? deciding.host.replace(/\.$/, '');
}

/** T-6, T-7. */
export function sni(name: string): string | undefined {
  return isIP(name) === 0 ? name : undefined;
}
