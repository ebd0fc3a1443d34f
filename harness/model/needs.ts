const rows = {
  ipv6: 'addresses of IPv6, which every sandbox has',
  blackhole: 'ports that never answer, which every sandbox has',
  clock: 'an implementation whose clock can be moved',
  connect: 'an implementation that connects, and does not only say where it would go',
  memory: 'an implementation that lives through all questions of the case, and can have kept something',
  signed: 'an implementation that signs what has to be signed',
  syn: 'attempts to connect that leave no trace at a listener are seen, which takes perl',
  'client-discovery': 'an implementation that finds the homeserver of a user, as clients do',
  browser: 'an implementation that is a page in a browser',
};

export type Need = keyof typeof rows;

/** What must be possible for a case to be asked, as in docs/write-a-scenario.md. */
export const NEEDS: Readonly<Record<Need, string>> = rows;
