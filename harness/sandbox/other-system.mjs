/** Systems without the namespaces that a sandbox is made of, and where their users find some. */

/** Whoever may not have it all may have it in there: which is also what the container of a Linux machine needs. */
export const CONTAINER =
  '--security-opt seccomp=unconfined --user 65534 --cap-drop ALL --security-opt no-new-privileges';

const IN_A_CONTAINER = `in a container that has Node.js 20, util-linux and iproute2, started with: ${CONTAINER}`;

/** By `process.platform`. */
const SYSTEMS = {
  darwin: {
    name: 'macOS',
    ways: [
      IN_A_CONTAINER,
      'in a Linux machine of Lima: limactl start, then limactl shell default, and install it in there',
    ],
  },
  win32: {
    name: 'Windows',
    ways: ['in WSL 2: wsl --install, then install it in there', IN_A_CONTAINER],
  },
};

/**
 * What this system is called, and what its user can do: a line for each way. Undefined on Linux.
 * @param {string} [platform]
 * @returns {{ readonly name: string, readonly ways: readonly string[] } | undefined}
 */
export function otherSystem(platform = process.platform) {
  if (platform === 'linux') return undefined;
  const known = Object.entries(SYSTEMS).find(([key]) => key === platform);
  return known?.[1] ?? { name: platform, ways: [IN_A_CONTAINER] };
}
