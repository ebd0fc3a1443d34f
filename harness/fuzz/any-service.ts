import fc from 'fast-check';
import { keysOf } from '../base/index.ts';
import { RCODES } from '../model/index.ts';
import { anyPlace } from './any-place.ts';
import type { ServiceDesign, SrvDesign } from './design.ts';

const CROSS = { withCrossShrink: true };

const FAILURES = keysOf(RCODES).filter((rcode) => rcode !== 'NXDOMAIN');

/** An alias or a failure of the question itself is rare: the text leaves open what comes of it. */
const answer: fc.Arbitrary<ServiceDesign['answer']> = fc.oneof(
  CROSS,
  { weight: 40, arbitrary: fc.constant('records' as const) },
  { weight: 3, arbitrary: fc.constantFrom('truncated', 'NODATA', 'NXDOMAIN') },
  { weight: 1, arbitrary: fc.constantFrom(...FAILURES, 'alias') },
);

const srv: fc.Arbitrary<SrvDesign> = fc.record({
  priority: fc.constantFrom(10, 10, 20, 5, 0),
  weight: fc.constantFrom(5, 0, 100),
  port: fc.constantFrom(8449, 8448, 443, 8450),
  target: fc.oneof(
    CROSS,
    { weight: 12, arbitrary: anyPlace },
    { weight: 2, arbitrary: fc.constant('same' as const) },
    { weight: 1, arbitrary: fc.constant('root' as const) },
  ),
});

const service: fc.Arbitrary<ServiceDesign> = fc.record({
  answer,
  records: fc.oneof(
    CROSS,
    { weight: 3, arbitrary: fc.tuple(srv) },
    { weight: 1, arbitrary: fc.array(srv, { minLength: 2, maxLength: 3 }) },
  ),
});

/** `present` times out of ten. */
export const maybeService = (present: number): fc.Arbitrary<ServiceDesign | null> =>
  fc.oneof(
    CROSS,
    { weight: 10 - present, arbitrary: fc.constant(null) },
    { weight: present, arbitrary: service },
  );
