import type { ValidServerName } from '../model/index.ts';

/** AMB-18: leading zeros are decimal, as in the grammar's prose; left to the system they would be octal. */
export function literalAddress(name: ValidServerName): string | undefined {
  switch (name.kind) {
    case 'ipv4':
      return name.host.split('.').map(Number).join('.');
    case 'ipv6':
      return name.host;
    case 'dns':
      return undefined;
    default:
      throw name.kind satisfies never;
  }
}

export function explicitPort(name: ValidServerName): number | undefined {
  return name.port;
}

export function defaultPort(): number {
  return 8448;
}

/** D-2, S31-e, S32-g: an address or a port leaves nothing to look for. */
export function settles(): boolean {
  return true;
}

/** S35-a, S6-a. */
export function hostToReach(deciding: ValidServerName): string {
  return deciding.host;
}
