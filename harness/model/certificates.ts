import { canonicalAddress, isAddress } from './address.ts';
import type { Certificate, HelloAnswer, ListenerCertificate } from './case.ts';
import { asciiLower, canonical, parent, parentOfWildcard } from './name.ts';

/** The certificate that a listener shows to a client that asks for `sni`; `undefined` where it shows none. */
export function certificateShown(
  choice: ListenerCertificate | undefined,
  sni: string | null,
): Certificate | undefined {
  const answer = helloAnswer(choice, sni);
  return answer !== undefined && 'names' in answer ? answer : undefined;
}

/** Every certificate that a listener may show. */
export function certificatesOf(choice: ListenerCertificate | undefined): readonly Certificate[] {
  const answers = helloAnswersOf(choice);
  return answers.flatMap((answer) => ('names' in answer ? [answer] : []));
}

/** Everything that a listener may answer to a ClientHello. */
export function helloAnswersOf(choice: ListenerCertificate | undefined): readonly HelloAnswer[] {
  switch (choice?.kind) {
    case undefined:
    case 'none':
      return [];
    case 'one':
      return [choice.certificate];
    case 'sni':
      return [choice.default, ...Object.values(choice.byName)];
    default:
      return choice satisfies never;
  }
}

/**
 * What a listener answers to a ClientHello that asks for `sni`; `undefined` where it speaks no TLS.
 *
 * RFC 6066 3: a name in SNI has no final dot. One that has is a name that the listener does not know.
 */
export function helloAnswer(
  choice: ListenerCertificate | undefined,
  sni: string | null,
): HelloAnswer | undefined {
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

/** Whether a wildcard that is only a part of its label, as in `f*.example`, covers `name`, given that nothing else does. */
export function partlyCovers(names: readonly string[], name: string): boolean {
  const [label = '', ...above] = canonical(name).split('.');
  return names.map(asciiLower).some((pattern) => {
    const [first = '', ...rest] = pattern.split('.');
    const [before, after, ...more] = first.split('*');
    if (first === '*' || before === undefined || after === undefined || more.length > 0) return false;
    if (rest.join('.') !== above.join('.') || label.length < before.length + after.length) return false;
    return label.startsWith(before) && label.endsWith(after);
  });
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
