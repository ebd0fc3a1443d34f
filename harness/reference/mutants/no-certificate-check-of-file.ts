import { tlsRules } from '../tls-rules.ts';
import type { Mutant } from './mutant.ts';

export const noCertificateCheckOfFile: Mutant = {
  meta: {
    name: 'no-certificate-check-of-file',
    title: 'Reads the well-known file whatever certificate it comes with',
    see: ['https://github.com/matrix-org/matrix-federation-tester/pull/24'],
    replaces: 'tlsRules',
  },
  parts: {
    tlsRules: (purpose, name, sni) => ({
      ...tlsRules(purpose, name, sni),
      rejectUnauthorized: purpose === 'federation',
    }),
  },
};
