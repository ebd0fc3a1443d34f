import {
  type Certificate,
  type CertificateFlaw,
  CIPHERS,
  certificatesOf,
  cipherFits,
  type HelloAnswer,
  type Host,
  isAddress,
  KEY_TYPES,
  type KeyType,
  type Listener,
  type ListenerCertificate,
  listenerId,
  type TlsOptions,
} from '../../model/index.ts';
import type { Path } from '../file/document.ts';
import type {
  AuthoredCertificate,
  AuthoredHelloAnswer,
  AuthoredHosts,
  AuthoredListener,
  AuthoredListenerCertificate,
} from '../file/schema-hosts.ts';
import { bindSite } from './bind-site.ts';
import { bindVhosts } from './bind-vhosts.ts';
import { bindName } from './name.ts';
import { fill } from './placeholder.ts';
import type { Scope } from './scope.ts';

/** `server` is what the case asks for: homeservers publish keys for it unless they lie. */
export function bindHosts(
  scope: Scope,
  hosts: AuthoredHosts,
  server: string,
  above: Path = ['hosts'],
): Host[] {
  return Object.entries(hosts).flatMap(([label, ports]): Host[] => {
    const addresses = scope.hosts.get(label);
    if (addresses === undefined) return [];
    const listeners = Object.entries(ports).map(([port, listener]) =>
      bindListener(scope, label, Number(port), listener, server, [...above, label, port]),
    );
    return [{ label, ...addresses, listeners }];
  });
}

function bindListener(
  scope: Scope,
  host: string,
  port: number,
  authored: AuthoredListener,
  server: string,
  path: Path,
): Listener {
  const { cert, fault, tls, vhosts } = authored;
  if (cert === undefined && fault === undefined) {
    const hint = 'write "cert": "@" (or "none" for clear text)';
    scope.complain(
      path,
      { code: 'missing-key', what: `the listener ${listenerId({ host, port })} has no "cert"`, hint },
      'key',
    );
  }
  const http2 = tls?.alpn?.includes('h2') === true;
  const shown = cert === undefined ? undefined : listenerCertificate(scope, cert, [...path, 'cert']);
  return {
    host,
    port,
    ...bindSite(scope, authored, path, { server, http2 }),
    ...(shown !== undefined && { cert: shown }),
    ...(fault !== undefined && { fault }),
    ...(vhosts !== undefined && {
      vhosts: bindVhosts(scope, vhosts, [...path, 'vhosts'], { server, http2 }),
    }),
    ...(tls !== undefined && { tls: bindTls(scope, tls, keysIn(shown), [...path, 'tls']) }),
  };
}

function listenerCertificate(
  scope: Scope,
  authored: AuthoredListenerCertificate,
  path: Path,
): ListenerCertificate {
  if (authored === 'none') return { kind: 'none' };
  if (typeof authored === 'string' || Array.isArray(authored) || 'names' in authored) {
    return { kind: 'one', certificate: certificate(scope, authored, path) };
  }
  const byName = Object.entries(authored.sni).map(([name, each]) => {
    const at = [...path, 'sni', name];
    return [bindName(scope, name, at, { part: 'key' }).toLowerCase(), helloAnswer(scope, each, at)] as const;
  });
  return {
    kind: 'sni',
    default: helloAnswer(scope, authored.default, [...path, 'default']),
    byName: Object.fromEntries(byName),
  };
}

function helloAnswer(scope: Scope, authored: AuthoredHelloAnswer, path: Path): HelloAnswer {
  const isFault = typeof authored === 'object' && 'fault' in authored;
  return isFault ? authored : certificate(scope, authored, path);
}

function certificate(scope: Scope, authored: AuthoredCertificate, path: Path): Certificate {
  if (typeof authored === 'string') return { names: [certificateName(scope, authored, path)] };
  if (Array.isArray(authored)) return { names: certificateNames(scope, authored, path) };
  const { names, key, ...flags } = authored;
  const flaws = (Object.keys(flags) as CertificateFlaw[]).filter((flaw) => flags[flaw]);
  if (flaws.length > 1) {
    const hint = 'make each a case of its own';
    scope.complain(path, { code: 'bad-value', what: `one flaw at a time, not ${flaws.join(' and ')}`, hint });
  }
  const bound =
    typeof names === 'string'
      ? [certificateName(scope, names, [...path, 'names'])]
      : certificateNames(scope, names, [...path, 'names']);
  if (flags.commonNameOnly) checkCommonName(scope, bound, path);
  if (flags.addressAsName && !bound.every(isAddress)) {
    const hint = 'name addresses only: "{ipv4 origin}"';
    scope.complain([...path, 'names'], {
      code: 'bad-value',
      what: 'a name is at its place among names',
      hint,
    });
  }
  if (flags.selfSigned && key !== undefined) {
    const hint = 'leave "key" out: a certificate that signs itself has a key of P-256';
    scope.complain([...path, 'key'], { code: 'bad-value', what: 'no other key signs itself', hint });
  }
  return {
    names: bound,
    ...(flaws[0] !== undefined && { flaw: flaws[0] }),
    // What is meant anyway is not told, so that the certificate is the same one.
    ...(key !== undefined && key !== 'p256' && { key }),
  };
}

/** RFC 5280 appendix A: a subject has room for one common name of at most 64 characters. */
function checkCommonName(scope: Scope, names: readonly string[], path: Path): void {
  const at = [...path, 'names'];
  if (names.length > 1) {
    const hint = 'name one';
    scope.complain(at, { code: 'bad-value', what: 'a common name is a single name', hint });
  }
  if ((names[0]?.length ?? 0) > 64) {
    const hint = 'name the file or the variant more shortly';
    scope.complain(at, { code: 'bad-name', what: `"${names[0]}" is too long for a common name`, hint });
  }
}

function certificateNames(scope: Scope, names: readonly string[], path: Path): string[] {
  if (names.length === 0) {
    const hint = 'a listener without TLS has "cert": "none"';
    scope.complain(path, { code: 'bad-value', what: 'a certificate is for at least one name', hint });
  }
  return names.map((name, index) => certificateName(scope, name, [...path, index]));
}

function certificateName(scope: Scope, text: string, path: Path): string {
  const filled = fill(scope, text, path);
  if (isAddress(filled)) return filled;
  const name = bindName(scope, filled, path, { wildcard: 'or a part' });
  if (isAddress(name)) {
    const hint = `write "${name}" for the address; an address in the place of a name cannot be had`;
    scope.complain(path, { code: 'bad-name', what: `"${text}" is an address with a final dot`, hint });
  }
  return name;
}

const keysIn = (cert: ListenerCertificate | undefined): readonly KeyType[] =>
  certificatesOf(cert).map(({ key = 'p256' }) => key);

function bindTls(
  scope: Scope,
  authored: NonNullable<AuthoredListener['tls']>,
  keys: readonly KeyType[],
  path: Path,
): TlsOptions {
  const { minVersion, maxVersion, alpn, requestClientCertificate, ciphers } = authored;
  if (minVersion === 'TLSv1.3' && maxVersion === 'TLSv1.2') {
    const hint = 'leave one of them out';
    scope.complain(path, { code: 'bad-value', what: 'no version of TLS is left from 1.3 to 1.2', hint });
  }
  checkCiphers(scope, authored, keys, path);
  return {
    ...(minVersion !== undefined && { minVersion }),
    ...(maxVersion !== undefined && { maxVersion }),
    ...(alpn !== undefined && { alpn }),
    ...(requestClientCertificate !== undefined && { requestClientCertificate }),
    ...(ciphers !== undefined && { ciphers }),
  };
}

/** Each certificate is one that somebody could be shown. */
function checkCiphers(
  scope: Scope,
  { minVersion, maxVersion, ciphers }: NonNullable<AuthoredListener['tls']>,
  keys: readonly KeyType[],
  path: Path,
): void {
  if (ciphers === undefined) return;
  const spoken = ciphers.filter((cipher) => {
    const { version } = CIPHERS[cipher];
    return (minVersion ?? version) <= version && version <= (maxVersion ?? version);
  });
  const lost = keys.find((key) => !spoken.some((cipher) => cipherFits(cipher, key)));
  if (lost === undefined) return;
  const what = `none of these ciphers goes with a key of ${lost} and a version that is spoken`;
  const { signs } = KEY_TYPES[lost];
  const hint = `name one of TLS 1.3, or of TLS 1.2 for ${signs.toUpperCase()}`;
  scope.complain([...path, 'ciphers'], { code: 'bad-value', what, hint });
}
