import {
  type Certificate,
  type CertificateFlaw,
  type Host,
  isAddress,
  type Listener,
  type ListenerCertificate,
  listenerId,
  type TlsOptions,
} from '../../model/index.ts';
import type { Path } from '../file/document.ts';
import type {
  AuthoredCertificate,
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
  return {
    host,
    port,
    ...bindSite(scope, authored, path, { server, http2 }),
    ...(cert !== undefined && { cert: listenerCertificate(scope, cert, [...path, 'cert']) }),
    ...(fault !== undefined && { fault }),
    ...(vhosts !== undefined && {
      vhosts: bindVhosts(scope, vhosts, [...path, 'vhosts'], { server, http2 }),
    }),
    ...(tls !== undefined && { tls: bindTls(scope, tls, [...path, 'tls']) }),
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
    return [bindName(scope, name, at, { part: 'key' }).toLowerCase(), certificate(scope, each, at)] as const;
  });
  return {
    kind: 'sni',
    default: certificate(scope, authored.default, [...path, 'default']),
    byName: Object.fromEntries(byName),
  };
}

function certificate(scope: Scope, authored: AuthoredCertificate, path: Path): Certificate {
  if (typeof authored === 'string') return { names: [certificateName(scope, authored, path)] };
  if (Array.isArray(authored)) return { names: certificateNames(scope, authored, path) };
  const { names, ...flags } = authored;
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
  return { names: bound, ...(flaws[0] !== undefined && { flaw: flaws[0] }) };
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
  const name = bindName(scope, filled, path, { wildcard: true });
  if (isAddress(name)) {
    const hint = `write "${name}" for the address; an address in the place of a name cannot be had`;
    scope.complain(path, { code: 'bad-name', what: `"${text}" is an address with a final dot`, hint });
  }
  return name;
}

function bindTls(scope: Scope, authored: NonNullable<AuthoredListener['tls']>, path: Path) {
  const { minVersion, maxVersion, alpn, requestClientCertificate } = authored;
  if (minVersion === 'TLSv1.3' && maxVersion === 'TLSv1.2') {
    const hint = 'leave one of them out';
    scope.complain(path, { code: 'bad-value', what: 'no version of TLS is left from 1.3 to 1.2', hint });
  }
  return {
    ...(minVersion !== undefined && { minVersion }),
    ...(maxVersion !== undefined && { maxVersion }),
    ...(alpn !== undefined && { alpn }),
    ...(requestClientCertificate !== undefined && { requestClientCertificate }),
  } satisfies TlsOptions;
}
