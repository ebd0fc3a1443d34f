import type { Mutant } from './mutant.ts';

export const certificateOfSrvTarget: Mutant = {
  meta: {
    name: 'certificate-of-srv-target',
    title: 'Names the SRV target in SNI and expects its certificate',
    see: [
      'https://github.com/matrix-org/synapse/issues/3843',
      'https://github.com/matrix-org/matrix-federation-tester/issues/61',
      'https://github.com/matrix-construct/tuwunel/pull/480',
    ],
    replaces: 'certificateName',
  },
  parts: { certificateName: (_deciding, target) => target.address ?? target.name },
};
