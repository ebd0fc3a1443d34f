import { faultOfPeer } from '../peer.ts';

/** A check of certificates that lets these errors of OpenSSL pass, and looks at the name all the same. */
export function forgiving(...codes: readonly string[]): typeof faultOfPeer {
  return ({ fault, certificate }, demand) =>
    faultOfPeer(
      fault !== undefined && codes.includes(fault)
        ? { certificate }
        : { certificate, ...(fault && { fault }) },
      demand,
    );
}
