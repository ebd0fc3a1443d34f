/** Whom a program under test is. */
export interface Identity {
  /** Its number in the sandbox, where the sandbox knows another one than ours: whom its data must belong to. */
  readonly owner?: number;
  /** What goes before its command line, to become nobody else's equal. */
  readonly become: readonly string[];
}

const ORDINARY = 1000;
const WITHOUT_RIGHTS = ['--bounding-set=-all', '--inh-caps=-all', '--ambient-caps=-all'];

export interface IdentityOf {
  /** `/proc/self/uid_map` of the sandbox. */
  readonly uidMap: string;
  /** Its `implementation.json` says that it has to be user 0. */
  readonly root: boolean;
  /** It stays who started the sandbox, so that every file of theirs is its own. */
  readonly same: boolean;
}

/**
 * In a user namespace of its own, below ours: so it cannot trace us, nor take our descriptors, nor undo a mount of ours,
 * whatever it becomes in there. Where the sandbox has a user of no rights, which it has if root made it, it is that one.
 */
export function identityOf({ uidMap, root, same }: IdentityOf): Identity {
  const owner = !same && isMapped(uidMap, ORDINARY) ? ORDINARY : undefined;
  const user = root ? 0 : ORDINARY;
  const other = ['setpriv', `--reuid=${owner}`, `--regid=${owner}`, '--clear-groups'];
  const own = ['unshare', '--user', `--map-user=${user}`, `--map-group=${user}`];
  return {
    ...(owner !== undefined && { owner }),
    become: [
      ...(owner === undefined ? [] : other),
      ...own,
      // The capabilities in the new namespace are needed to give up the bounding set; user 0 keeps them.
      ...(root
        ? ['setpriv', '--no-new-privs']
        : ['--keep-caps', 'setpriv', '--no-new-privs', ...WITHOUT_RIGHTS]),
    ],
  };
}

/** Lines of inner number, outer number, and how many. */
function isMapped(uidMap: string, user: number): boolean {
  return uidMap.split('\n').some((line) => {
    const [inner = 0, , count = 0] = line.trim().split(/\s+/).map(Number);
    return user >= inner && user < inner + count;
  });
}
