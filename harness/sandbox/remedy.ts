import { existsSync, readFileSync } from 'node:fs';
import { CONTAINER } from './other-system.mjs';

/** What a machine says about itself where namespaces are concerned. */
export interface MachineFacts {
  /** `/proc/sys/…` by the name that `sysctl` uses; absent when the kernel does not know it. */
  readonly sysctl: Readonly<Record<string, number | undefined>>;
  readonly container: boolean;
  readonly root: boolean;
}

const SYSCTLS = [
  'user.max_user_namespaces',
  'user.max_net_namespaces',
  'user.max_mnt_namespaces',
  'user.max_pid_namespaces',
  'kernel.unprivileged_userns_clone',
  'kernel.apparmor_restrict_unprivileged_userns',
];

export function thisMachine(): MachineFacts {
  return {
    sysctl: Object.fromEntries(SYSCTLS.map((name) => [name, readSysctl(name)])),
    container: existsSync('/.dockerenv') || existsSync('/run/.containerenv'),
    root: process.getuid?.() === 0,
  };
}

/** Why a machine has no namespaces for us, most likely first, and what its owner can do: a line for each. */
export function namespaceRemedies({ sysctl, container, root }: MachineFacts): readonly string[] {
  const none = SYSCTLS.filter((name) => name.startsWith('user.max_') && sysctl[name] === 0);
  if (none.length > 0) return none.map((name) => `${name} is 0: sudo sysctl -w ${name}=15000`);
  const lines: string[] = [];
  if (sysctl['kernel.unprivileged_userns_clone'] === 0 && !root)
    lines.push('kernel.unprivileged_userns_clone is 0: sudo sysctl -w kernel.unprivileged_userns_clone=1');
  if (sysctl['kernel.apparmor_restrict_unprivileged_userns'] === 1 && !root)
    lines.push(
      'AppArmor restricts user namespaces: sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0',
    );
  if (container || lines.length === 0) lines.push(root ? CONTAINER_ROOT : CONTAINER_USER);
  return lines;
}

const CONTAINER_USER = `in a container, start it with: ${CONTAINER}`;
const CONTAINER_ROOT =
  'in a container, start it as another user with --security-opt seccomp=unconfined --user 65534, or with --cap-add SYS_ADMIN';

function readSysctl(name: string): number | undefined {
  try {
    return Number(readFileSync(`/proc/sys/${name.replaceAll('.', '/')}`, 'utf8'));
  } catch {
    return undefined;
  }
}
