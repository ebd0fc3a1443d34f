import { tlsRules } from '../tls-rules.ts';
import type { Mutant } from './mutant.ts';

export const anyCertificateName: Mutant = {
  meta: {
    name: 'any-certificate-name',
    title: 'Checks who signed a certificate, and not whom it is for',
    see: [
      'https://github.com/matrix-org/synapse/pull/5359',
      'https://github.com/matrix-org/dendrite/issues/760',
    ],
    replaces: 'tlsRules',
  },
  parts: { tlsRules: (...given) => ({ ...tlsRules(...given), checkServerIdentity: () => undefined }) },
};
