import fc from 'fast-check';
import type { BindingDesign, MachineDesign, OddAnswer, WhoseRecords } from './design.ts';

const CROSS = { withCrossShrink: true };

const whose: fc.Arbitrary<WhoseRecords> = fc.constantFrom('server', 'delegate', 'target');

const binding: fc.Arbitrary<BindingDesign> = fc.record({
  type: fc.oneof(
    CROSS,
    { weight: 4, arbitrary: fc.constant('HTTPS' as const) },
    { weight: 1, arbitrary: fc.constant('SVCB' as const) },
  ),
  whose,
  leads: fc.constantFrom('nowhere', 'to a port', 'to a name', 'to another name altogether', 'to an address'),
});

export const anyBindings: fc.Arbitrary<readonly BindingDesign[]> = fc.oneof(
  CROSS,
  { weight: 6, arbitrary: fc.constant([]) },
  { weight: 1, arbitrary: fc.array(binding, { minLength: 1, maxLength: 3 }) },
);

const oddAnswer: fc.Arbitrary<OddAnswer> = fc.record({
  whose,
  way: fc.oneof(
    CROSS,
    // The only one of which the text settles what comes of it.
    { weight: 2, arbitrary: fc.constant('text beside an alias' as const) },
    {
      weight: 3,
      arbitrary: fc.constantFrom(
        'an address that nobody asked for' as const,
        'a service that nobody asked for',
        'no EDNS for addresses',
        'no EDNS for services',
        'addresses beside an alias',
      ),
    },
  ),
});

/** Rare: what comes of most of them is open wherever somebody has to ask for it. */
export const anyOddAnswers: fc.Arbitrary<readonly OddAnswer[]> = fc.oneof(
  CROSS,
  { weight: 9, arbitrary: fc.constant([]) },
  { weight: 1, arbitrary: fc.array(oddAnswer, { minLength: 1, maxLength: 2 }) },
);

const machine: fc.Arbitrary<MachineDesign> = fc.record({
  whose,
  knows: fc.constantFrom(
    'the same addresses',
    'another address',
    'the same of both name servers',
    'another service of the second name server',
    'another address of the second name server',
  ),
});

/** As rare as a black hole: such a world is asked alone, of a process that is started for it. */
export const anyMachine: fc.Arbitrary<MachineDesign | null> = fc.oneof(
  CROSS,
  { weight: 40, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: machine },
);
