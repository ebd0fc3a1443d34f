import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { ADDRESSES } from '../model/index.ts';
import { call } from './call.ts';

const OURS = join(import.meta.dirname, 'etc');

/** What resolv.conf may say beside where the name server is. */
export interface ResolverSettings {
  readonly search?: readonly string[];
  readonly ndots?: number;
  /** There is a second name server after the first. */
  readonly second?: boolean;
}

/** The file that `furnish` brings says the same without search domains. */
export function resolvConf({ search = [], ndots = 1, second = false }: ResolverSettings): readonly string[] {
  return [
    `nameserver ${ADDRESSES.ipv4Resolver}`,
    ...(second ? [`nameserver ${ADDRESSES.secondResolver}`] : []),
    ...(search.length > 0 ? [`search ${search.join(' ')}`] : []),
    `options ndots:${ndots}`,
  ];
}

/** The lines of the hosts file that `furnish` brings, and further ones after them: name → addresses. */
export function hostsFile(names: Readonly<Record<string, readonly string[]>>): readonly string[] {
  const further = Object.entries(names).flatMap(([name, addresses]) =>
    addresses.map((address) => `${address} ${name}`),
  );
  return ['127.0.0.1 localhost', '::1 localhost ip6-localhost ip6-loopback', ...further];
}

/**
 * Puts another resolv.conf over ours until it is disposed, for every program of the sandbox: resolvers read it when they
 * start. Only inside a sandbox, one at a time.
 */
export function changeResolver(settings: ResolverSettings): Promise<AsyncDisposable> {
  return coverFile('/etc/resolv.conf', resolvConf(settings));
}

/** The same for the hosts file. */
export function changeHosts(names: Readonly<Record<string, readonly string[]>>): Promise<AsyncDisposable> {
  return coverFile('/etc/hosts', hostsFile(names));
}

async function coverFile(file: string, lines: readonly string[]): Promise<AsyncDisposable> {
  const place = realpathSync(file);
  await call('sh', ['-c', COVER, 'cover', OURS, place], lines);
  return { [Symbol.asyncDispose]: () => call('umount', ['-n', place]) };
}

/**
 * The file lies in a memory of its own, mounted over a folder of ours only as long as it takes: whatever ends us, nothing
 * stays behind.
 */
const COVER = `
mount -n -t tmpfs none "$1" || exit
cat > "$1/file" && mount -n --bind "$1/file" "$2"
code=$?
umount -n "$1"
exit $code
`;
