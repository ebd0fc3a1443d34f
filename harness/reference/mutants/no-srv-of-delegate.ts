import type { Mutant } from './mutant.ts';

export const noSrvOfDelegate: Mutant = {
  meta: {
    name: 'no-srv-of-delegate',
    title: 'Goes to port 8448 of a portless delegated name without looking for its SRV records',
    see: ['https://github.com/openSUSE/landing-page/pull/244'],
    replaces: 'srvOwner',
  },
  parts: { srvOwner: (asked, delegated) => (delegated === undefined ? asked.host : undefined) },
};
