import fc from 'fast-check';
import { anyFile } from './any-file.ts';
import { anyPlace } from './any-place.ts';
import { anyServices } from './any-services.ts';
import type { Asked, Decoy, Design } from './design.ts';

const CROSS = { withCrossShrink: true };

const NAMES = ['{upper @}', '{mixed @}', '{ipv4 origin}', '[{ipv6 origin}]', '{ipv4 origin}'];

const NO_NAMES = [
  '',
  '{@}/',
  'https://{@}',
  ' {@}',
  '{@}:',
  '{@}:https',
  '{@}:844800',
  '{@}:8448:8448',
  'user@{@}',
  '[{@}]',
  '{ipv6 origin}',
  '[{ipv6 origin}',
  '[{ipv4 origin}]',
  '[{ipv6 origin}%25lo]',
  '_x.{@}',
  'bücher.{@}',
  ':8448',
  '{@}?',
];

const PORTS = ['8448', '443', '8449', '8450'];

const server: fc.Arbitrary<Asked> = fc.oneof(
  CROSS,
  { weight: 80, arbitrary: fc.constant({ name: '{@}', port: null }) },
  { weight: 12, arbitrary: fc.record({ name: fc.constant('{@}'), port: fc.constantFrom(...PORTS) }) },
  {
    weight: 14,
    arbitrary: fc.record({
      name: fc.constantFrom(...NAMES),
      port: fc.oneof(CROSS, fc.constant(null), fc.constantFrom(...PORTS)),
    }),
  },
  { weight: 5, arbitrary: fc.record({ name: fc.constantFrom(...NO_NAMES), port: fc.constant(null) }) },
);

const DECOYS: readonly Decoy[] = [
  'port 8448',
  'port 443',
  'second file',
  'port 80',
  'services of targets',
  'wildcard',
  'body of redirect',
  'every port',
];

/** Every kind of world, in which the steps of the algorithm are about equally often the ones that decide. */
export const anyDesign: fc.Arbitrary<Design> = fc.record({
  decoys: fc.subarray([...DECOYS]),
  server,
  file: anyFile,
  services: anyServices,
  servicesOfDelegate: anyServices,
  delegate: anyPlace,
  origin: anyPlace,
});
