import type { Mutant } from './mutant.ts';

/** What follows a TLS alert of the other end. */
export const alerts: readonly Mutant[] = [
  {
    name: 'stops-at-alert',
    title: 'Gives up when the web server has no certificate for the server name and says so with an alert',
    replaces: { goesOnAfter: ({ why }) => !/ alert |unrecognized name/.test(why) },
  },
];
