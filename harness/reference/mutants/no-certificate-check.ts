import { tlsRules } from '../tls-rules.ts';
import type { Mutant } from './mutant.ts';

export const noCertificateCheck: Mutant = {
  meta: {
    name: 'no-certificate-check',
    title: 'Accepts any certificate',
    see: [
      'https://github.com/matrix-org/dendrite/issues/760',
      'https://github.com/t2bot/matrix-media-repo/issues/531',
    ],
    replaces: 'tlsRules',
  },
  parts: { tlsRules: (...given) => ({ ...tlsRules(...given), rejectUnauthorized: false }) },
};
