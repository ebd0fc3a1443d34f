/**
 * Who is who in a sandbox that root starts. `unshare --map-root-user` maps root alone, so that every program inside would be
 * the root of the machine, and could write its `/etc`. Root may map a second user, whom nothing of the machine belongs to.
 */
import { readlinkSync, writeFileSync } from 'node:fs';

/** The user of programs inside, where there is one besides root. */
export const PROGRAM_ID = 1000;

/** Who that is outside: `nobody`, or in a sandbox inside of such a sandbox its program user. */
const OUTSIDE = [65_534, PROGRAM_ID];

/**
 * Whether this process may try: it is root, and the `/proc` that it sees is of its own pid namespace, so that a number in there
 * means the process that was started.
 * @returns {boolean}
 */
export function canWriteIdMaps() {
  try {
    return process.geteuid?.() === 0 && readlinkSync('/proc/self') === String(process.pid);
  } catch {
    return false;
  }
}

/**
 * Maps root to root and the program user to somebody without rights; where this root may not do the latter (in a container
 * without SETUID, or in a user namespace that has root alone), to root only, as `unshare --map-root-user` does.
 * Throws where not even that is allowed.
 * @param {number} pid  a process that has made its user namespace
 */
export function writeIdMaps(pid) {
  const folder = `/proc/${pid}`;
  const [uid, gid] = [process.geteuid?.() ?? 0, process.getegid?.() ?? 0];
  if (!writtenWithProgram(`${folder}/uid_map`, uid)) writeFileSync(`${folder}/uid_map`, `0 ${uid} 1\n`);
  if (writtenWithProgram(`${folder}/gid_map`, gid)) return;
  // Without the right to set groups, the kernel wants it given up first.
  writeFileSync(`${folder}/setgroups`, 'deny');
  writeFileSync(`${folder}/gid_map`, `0 ${gid} 1\n`);
}

/**
 * A map is written whole or not at all, and only once.
 * @param {string} file
 * @param {number} root
 */
function writtenWithProgram(file, root) {
  return OUTSIDE.some((outside) => {
    try {
      writeFileSync(file, `0 ${root} 1\n${PROGRAM_ID} ${outside} 1\n`);
      return true;
    } catch {
      return false;
    }
  });
}
