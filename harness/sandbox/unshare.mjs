/** New network, mount and pid namespaces, which end with what runs in them. */
const NAMESPACES = [
  '--net',
  '--mount',
  '--pid',
  '--fork',
  '--kill-child',
  '--mount-proc',
  '--propagation',
  'private',
];

/** What `unshare` is told: these, in a user namespace in which whoever starts it is root. */
export const UNSHARE = ['--user', '--map-root-user', ...NAMESPACES];

/** The same with no user in it, until whoever starts it writes who is who: `id-maps.mjs`. */
export const UNSHARE_UNMAPPED = ['--user', ...NAMESPACES];
