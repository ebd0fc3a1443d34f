/** What `unshare` is told: new user, network, mount and pid namespaces, which end with what runs in them. */
export const UNSHARE = [
  '--user',
  '--map-root-user',
  '--net',
  '--mount',
  '--pid',
  '--fork',
  '--kill-child',
  '--mount-proc',
  '--propagation',
  'private',
];
