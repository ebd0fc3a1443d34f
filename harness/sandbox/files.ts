import { realpathSync } from 'node:fs';
import { join } from 'node:path';

/** A file of ours in place of one of the system's. */
export interface Cover {
  readonly source: string;
  readonly target: string;
}

const OURS = join(import.meta.dirname, 'etc');

/** Where systems keep the certificates that programs trust, as one file. */
const BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/ssl/cert.pem',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/pki/tls/cert.pem',
  '/etc/pki/tls/cacert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ca-certificates/extracted/tls-ca-bundle.pem',
  '/var/lib/ca-certificates/ca-bundle.pem',
  '/usr/local/etc/ssl/cert.pem',
];

/** `resolv.conf` is not among those that may be missing: without one, glibc asks 127.0.0.1. */
export function covers(bundle: string): readonly Cover[] {
  const all = [
    { source: join(OURS, 'resolv.conf'), target: '/etc/resolv.conf' },
    { source: join(OURS, 'hosts'), target: '/etc/hosts' },
    // Modules such as `resolve` and `mdns` would answer before our name server is asked.
    { source: join(OURS, 'nsswitch.conf'), target: '/etc/nsswitch.conf' },
    ...BUNDLES.map((target) => ({ source: bundle, target })),
  ];
  const byPlace = new Map<string, Cover>();
  for (const { source, target } of all) {
    const place = realPlace(target);
    if (place !== undefined) byPlace.set(place, { source, target: place });
  }
  return [...byPlace.values()];
}

/** Directories with the sockets of name service caches: they are outside and would answer from there. */
export function hiddenDirectories(): readonly string[] {
  const places = ['/run/nscd', '/var/run/nscd', '/run/avahi-daemon'].map(realPlace);
  return [...new Set(places.filter((place) => place !== undefined))];
}

/** Files such as `/etc/resolv.conf` may be symbolic links. */
function realPlace(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
