import fc from 'fast-check';
import { keysOf } from '../base/index.ts';
import { FAULTS, FLAWS } from '../model/index.ts';
import type { DrawnMachine, DrawnPlace, Listening, Loss, Misnaming } from './design.ts';

/** Of two ways to say something the plainer one comes first: that is what shrinking tries. */
const CROSS = { withCrossShrink: true };

/**
 * What answers at once, and what makes a client wait (black holes, silence). Of the second kind few are enough: each
 * takes seconds of everybody's time.
 */
const PROMPT = keysOf(FAULTS).filter((each) => !FAULTS[each].stalls);
const SLOW = keysOf(FAULTS).filter((each) => FAULTS[each].stalls);

const SETTLED = keysOf(FLAWS).filter((each) => !FLAWS[each].disputed);

/** Rare: verifiers differ about them, so that nothing can be held against anyone. */
const DISPUTED = keysOf(FLAWS).filter((each) => FLAWS[each].disputed);

const MISNAMINGS: readonly Misnaming[] = [
  'other',
  'server',
  'delegate',
  'target',
  'address',
  'below',
  'only without SNI',
];

const good: fc.Arbitrary<Listening> = fc
  .oneof(
    CROSS,
    { weight: 7, arbitrary: fc.constant('own' as const) },
    { weight: 1, arbitrary: fc.constantFrom('own and another', 'by SNI', 'by SNI alone', 'wildcard') },
  )
  .map((cert) => ({ kind: 'good', cert }) as const);

/** What the text leaves open is rare: nothing can be held against anyone. */
const odd = fc
  .oneof(
    CROSS,
    {
      weight: 8,
      arbitrary: fc.constantFrom(
        'status 500' as const,
        'HTTP/2 as well',
        'asks for a client certificate',
        'a key of RSA',
      ),
    },
    { weight: 1, arbitrary: fc.constantFrom('a key of Ed25519' as const, 'one cipher') },
  )
  .map((way) => ({ kind: 'odd', way }) as const);

const refuses = fc.constant({ kind: 'refuses' } as const);
const misnamed = fc.constantFrom(...MISNAMINGS).map((name) => ({ kind: 'misnamed', for: name }) as const);
const flaw = fc
  .oneof(
    CROSS,
    { weight: 16, arbitrary: fc.constantFrom(...SETTLED) },
    { weight: 1, arbitrary: fc.constantFrom(...DISPUTED) },
  )
  .map((each) => ({ kind: 'flaw', flaw: each }) as const);
const fault = fc
  .oneof(CROSS, { weight: 24, arbitrary: fc.constantFrom(...PROMPT) }, fc.constantFrom(...SLOW))
  .map((each) => ({ kind: 'fault', fault: each }) as const);
const clear = fc.constant({ kind: 'clear text' } as const);

const bad = (weight: number) => [
  { weight: 5 * weight, arbitrary: misnamed },
  { weight: 4 * weight, arbitrary: refuses },
  { weight: 3 * weight, arbitrary: flaw },
  { weight: 3 * weight, arbitrary: fault },
  { weight: 1 * weight, arbitrary: clear },
];

/** Port of a federation request: right places are good more often than not. */
const federation: fc.Arbitrary<Listening> = fc.oneof(
  CROSS,
  { weight: 44, arbitrary: good },
  { weight: 4, arbitrary: odd },
  ...bad(1),
);

/** Port of a well-known file: the more often it is good, the more there is to see behind it. */
const web: fc.Arbitrary<Listening> = fc.oneof(
  CROSS,
  { weight: 80, arbitrary: good },
  { weight: 2, arbitrary: odd },
  ...bad(1),
);

const machine: fc.Arbitrary<DrawnMachine> = fc.record({ federation, web });

/** Of the failures two are enough: what comes of one comes of all. */
const lost: fc.Arbitrary<Loss> = fc.constantFrom('NXDOMAIN', 'NODATA', 'SERVFAIL', 'REFUSED');

export const PLAIN_PLACE: DrawnPlace = {
  machines: [{ federation: { kind: 'good', cert: 'own' }, web: { kind: 'good', cert: 'own' } }],
  families: 'ipv4',
  aliases: 0,
  lost: null,
};

export const anyPlace: fc.Arbitrary<DrawnPlace> = fc.record({
  machines: fc.oneof(
    CROSS,
    { weight: 5, arbitrary: fc.tuple(machine) },
    { weight: 1, arbitrary: fc.tuple(machine, machine) },
  ),
  families: fc.oneof(
    CROSS,
    { weight: 2, arbitrary: fc.constant('ipv4' as const) },
    { weight: 3, arbitrary: fc.constantFrom('both', 'ipv6', 'split') },
  ),
  aliases: fc.oneof(
    CROSS,
    { weight: 8, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.constantFrom(1, 2) },
  ),
  lost: fc.oneof(CROSS, { weight: 16, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: lost }),
});
