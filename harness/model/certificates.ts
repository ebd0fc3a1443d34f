import { canonicalAddress, isAddress } from './address.ts';
import type { Certificate, ListenerCertificate } from './case.ts';
import { asciiLower, canonical, parent, parentOfWildcard } from './name.ts';

/**
 * The certificate that a listener shows to a client that asks for `sni`; `undefined` where it speaks no TLS.
 *
 * RFC 6066 3: a name in SNI has no final dot. One that has is a name that the listener does not know.
 */
export function certificateShown(
  choice: ListenerCertificate | undefined,
  sni: string | null,
): Certificate | undefined {
  switch (choice?.kind) {
    case undefined:
    case 'none':
      return undefined;
    case 'one':
      return choice.certificate;
    case 'sni': {
      const name = asciiLower(sni ?? '');
      // Clients choose the name, and every object has a `constructor`.
      return (Object.hasOwn(choice.byName, name) ? choice.byName[name] : undefined) ?? choice.default;
    }
    default:
      return choice satisfies never;
  }
}

/**
 * Whether a certificate for `names` is one for `name`, a DNS name or an address in any spelling.
 *
 * RFC 9525 6.3 (T-8): a wildcard is the whole left-most label and stands for exactly one. RFC 9525 6.4: an address is only
 * covered by itself, and the certificate holds it as octets (RFC 5280 4.2.1.6): what it spells otherwise is a DNS name.
 */
export function covers(names: readonly string[], name: string): boolean {
  const address = canonicalAddress(name);
  if (address !== undefined)
    return names.some((each) => isAddress(each) && canonicalAddress(each) === address);
  const wanted = canonical(name);
  return names.some((each) => !isAddress(each) && matches(asciiLower(each), wanted));
}

function matches(pattern: string, name: string): boolean {
  const above = parentOfWildcard(pattern);
  if (above === undefined) return pattern === name;
  // One wildcard, and a label in its place.
  return !above.includes('*') && name.indexOf('.') > 0 && parent(name) === above;
}

/** Whether only a wildcard that is read more widely than RFC 9525 allows would cover `name`, given that nothing else does. */
export function almostCovers(names: readonly string[], name: string): boolean {
  const wanted = canonical(name);
  return names.map(asciiLower).some((pattern) => {
    const star = pattern.indexOf('*');
    if (star < 0) return false;
    const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1)];
    return (wanted.startsWith(before) && wanted.endsWith(after)) || after.slice(1) === wanted;
  });
}
