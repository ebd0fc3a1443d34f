import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { ADDRESSES } from '../model/index.ts';
import { call } from './call.ts';

const OURS = join(import.meta.dirname, 'etc');

/** What resolv.conf may say beside where the name server is. */
export interface ResolverSettings {
  readonly search?: readonly string[];
  readonly ndots?: number;
}

/** The file that `furnish` brings says the same without search domains. */
export function resolvConf({ search = [], ndots = 1 }: ResolverSettings): readonly string[] {
  return [
    `nameserver ${ADDRESSES.ipv4Resolver}`,
    ...(search.length > 0 ? [`search ${search.join(' ')}`] : []),
    `options ndots:${ndots}`,
  ];
}

/**
 * Puts another resolv.conf over ours until it is disposed, for every program of the sandbox: resolvers read it when they
 * start. Only inside a sandbox, one at a time.
 */
export async function changeResolver(settings: ResolverSettings): Promise<AsyncDisposable> {
  const place = realpathSync('/etc/resolv.conf');
  await call('sh', ['-c', COVER, 'cover', OURS, place], resolvConf(settings));
  return { [Symbol.asyncDispose]: () => call('umount', ['-n', place]) };
}

/**
 * The file lies in a memory of its own, mounted over a folder of ours only as long as it takes: whatever ends us, nothing
 * stays behind.
 */
const COVER = `
mount -n -t tmpfs none "$1" || exit
cat > "$1/resolv.conf" && mount -n --bind "$1/resolv.conf" "$2"
code=$?
umount -n "$1"
exit $code
`;
