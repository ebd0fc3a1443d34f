import type { Mutant } from './mutant.ts';

export const signsPathWithoutQuery: Mutant = {
  meta: {
    name: 'signs-path-without-query',
    title: 'Signs the path of a request without its query',
    see: ['https://github.com/mautrix/go/pull/381'],
    replaces: 'signedUri',
  },
  parts: { signedUri: (path) => path.replace(/\?.*$/, '') },
};
