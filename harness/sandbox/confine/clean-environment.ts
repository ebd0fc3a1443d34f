/** Variables that lead to a socket of the user's, or let a job of a CI speak for its owner. */
const LEAD_OUT = [
  'SSH_AUTH_SOCK',
  'SSH_AGENT_PID',
  'GPG_AGENT_INFO',
  'DOCKER_HOST',
  'CONTAINER_HOST',
  'PODMAN_HOST',
  'DBUS_SESSION_BUS_ADDRESS',
  'DBUS_SYSTEM_BUS_ADDRESS',
  'DBUS_STARTER_ADDRESS',
  'XDG_RUNTIME_DIR',
  'WAYLAND_DISPLAY',
  'XAUTHORITY',
  'NOTIFY_SOCKET',
  'TMUX',
  'STY',
  'GITHUB_TOKEN',
  'GH_TOKEN',
  'CI_JOB_TOKEN',
  'CI_REGISTRY_PASSWORD',
  'NPM_TOKEN',
  'NODE_AUTH_TOKEN',
];
/** Ours, what GitHub hands to a job (files in which it takes orders, and tokens), and the test runner's own channel. */
const PREFIXES = /^(SIGNPOST_|GITHUB_(ENV|OUTPUT|PATH|STATE|STEP_SUMMARY)$|ACTIONS_|NODE_TEST_)/;

/** What of our environment a program under test is given. */
export function cleanEnvironment(environment: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  const kept = Object.entries(environment).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && !LEAD_OUT.includes(entry[0]) && !PREFIXES.test(entry[0]),
  );
  return Object.fromEntries(kept);
}
