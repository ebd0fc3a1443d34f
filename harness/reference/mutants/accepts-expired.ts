import { tlsRules } from '../tls-rules.ts';
import type { Mutant } from './mutant.ts';

export const acceptsExpired: Mutant = {
  meta: {
    name: 'accepts-expired',
    title: 'Does not look at the dates of a certificate',
    see: ['https://github.com/matrix-org/synapse/pull/5359'],
    replaces: 'tlsRules',
  },
  parts: {
    tlsRules: (...given) => ({ ...tlsRules(...given), forgives: (error) => error === 'CERT_HAS_EXPIRED' }),
  },
};
