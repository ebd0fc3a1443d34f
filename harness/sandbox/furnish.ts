import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, HarnessError, makeFolder, ownCommand } from '../base/index.ts';
import { call } from './call.ts';
import { changedEnvironment } from './environment.ts';
import { type Cover, covers, hiddenDirectories } from './files.ts';
import { networkLines, SETTINGS } from './network.ts';

/** Makes an empty sandbox a small internet without servers: addresses, routes, name service, trusted certificates. */
export async function furnish(bundle: string): Promise<void> {
  for (const [name, value] of Object.entries(changedEnvironment(bundle))) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  // What lies in here ends with the sandbox, even if nobody is left to remove it.
  const scratch = scratchFolder();
  process.env.SIGNPOST_SCRATCH = scratch;
  // And what implementations leave behind there.
  process.env.TMPDIR = scratch;
  const { inet, inet6 } = networkLines();
  await change(SETTINGS);
  await Promise.all([
    call('ip', ['-batch', '-'], inet).then(() => call('ip', ['-6', '-batch', '-'], inet6)),
    mount(covers(bundle), [...hiddenDirectories(), scratch]),
  ]);
}

/** A folder to mount a memory over. Where the cache folder cannot be written to, every system has one. */
function scratchFolder(): string {
  const own = join(cacheFolder(), 'scratch');
  try {
    makeFolder(own);
    return own;
  } catch {
    return '/dev/shm';
  }
}

async function change(settings: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(settings)) {
    const file = join('/proc/sys', name);
    try {
      writeFileSync(file, value);
    } catch (cause) {
      const hint = `\`${ownCommand('doctor')}\` says what this machine lacks`;
      throw new HarnessError(
        'sandbox-setting',
        `cannot set ${file} to ${value} inside the sandbox`,
        hint,
        cause,
      );
    }
  }
}

/** One shell for all mounts: starting a process from Node costs more than the mounts do. */
const MOUNT = `
while [ "$1" != -- ]; do mount -n --bind "$1" "$2" || exit; shift 2; done
shift
for directory; do mount -n -t tmpfs none "$directory" || exit; done
`;

async function mount(files: readonly Cover[], directories: readonly string[]): Promise<void> {
  if (!files.some(({ source }) => source.endsWith('/resolv.conf'))) {
    const what = 'there is no /etc/resolv.conf for ours to cover';
    throw new HarnessError('sandbox-resolv-conf', what, 'make an empty one: touch /etc/resolv.conf');
  }
  const pairs = files.flatMap(({ source, target }) => [source, target]);
  await call('sh', ['-c', MOUNT, 'mount', ...pairs, '--', ...directories]);
}
