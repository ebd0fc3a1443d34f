/**
 * Sockets of this machine that lie in the file system. The network namespace does not close them: whoever sees the file may
 * connect, also where all is mounted read-only. Only from outside can they be listed.
 */
import { readFileSync } from 'node:fs';

/** The entry of the environment in which the process inside finds them. */
export const SOCKETS = 'SIGNPOST_SOCKETS';
/** Of all paths: a machine with more has them in `/run`. One entry of an environment may have 128 KiB. */
const MOST_OCTETS = 60_000;

/** @returns {Record<string, string>} for the environment */
export function hostSockets() {
  const found = new Set(known(process.env[SOCKETS]));
  for (const line of listed().split('\n')) {
    const path = /^(?:\S+\s+){7}(\/.*)$/.exec(line)?.[1];
    // Always hidden.
    if (path !== undefined && !/^(\/var)?\/run\//.test(path)) found.add(path);
  }
  const paths = [];
  let octets = 0;
  for (const path of found) {
    octets += Buffer.byteLength(JSON.stringify(path)) + 1;
    if (octets < MOST_OCTETS) paths.push(path);
  }
  return { [SOCKETS]: JSON.stringify(paths) };
}

/**
 * @param {string | undefined} text
 * @returns {string[]}
 */
export function known(text) {
  try {
    const paths = JSON.parse(text ?? '[]');
    return Array.isArray(paths)
      ? paths.filter((path) => typeof path === 'string' && path.startsWith('/'))
      : [];
  } catch {
    return [];
  }
}

function listed() {
  try {
    return readFileSync('/proc/net/unix', 'utf8');
  } catch {
    return '';
  }
}
