import type { Mutant } from './mutant.ts';

export const srvOfServerName: Mutant = {
  meta: {
    name: 'srv-of-server-name',
    title: 'Looks for SRV records under the server name although it delegates',
    see: [
      'https://github.com/matrix-org/matrix-federation-tester/issues/101',
      'https://github.com/matrix-org/matrix-federation-tester/issues/34',
      'https://github.com/matrix-org/matrix-federation-tester/issues/86',
    ],
    replaces: 'srvOwner',
  },
  parts: { srvOwner: (asked) => asked.host },
};
