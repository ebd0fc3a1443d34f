import fc from 'fast-check';
import { anyAnswer, anyHops } from './any-file.ts';
import { anyBindings, anyMachine, anyOddAnswers } from './any-oddity.ts';
import { anyPlace, PLAIN_PLACE } from './any-place.ts';
import { maybeService } from './any-service.ts';
import type {
  AskedName,
  BindingDesign,
  Decoy,
  Design,
  DrawnPlace,
  FileAnswer,
  HopDesign,
  MachineDesign,
  OddAnswer,
  ServiceDesign,
} from './design.ts';

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
  '{@}%2F',
];

const PORTS = ['8448', '443', '8449', '8450'];

const named: fc.Arbitrary<AskedName> = fc.record({
  name: fc.oneof(
    CROSS,
    { weight: 86, arbitrary: fc.constant('{@}') },
    { weight: 14, arbitrary: fc.constantFrom(...NAMES) },
  ),
  port: fc.oneof(
    CROSS,
    { weight: 84, arbitrary: fc.constant(null) },
    { weight: 16, arbitrary: fc.constantFrom(...PORTS) },
  ),
});

const nameless: fc.Arbitrary<AskedName> = fc.record({
  name: fc.constantFrom(...NO_NAMES),
  port: fc.constant(null),
});

const server: fc.Arbitrary<AskedName> = fc.oneof(
  CROSS,
  { weight: 20, arbitrary: named },
  { weight: 1, arbitrary: nameless },
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

/** What a design is drawn and made plainer by, part by part. */
export interface DesignParts {
  readonly machine: MachineDesign | null;
  readonly oddAnswers: readonly OddAnswer[];
  readonly bindings: readonly BindingDesign[];
  readonly decoys: readonly Decoy[];
  readonly server: AskedName;
  /** Somebody listens on port 443 of the server name. */
  readonly web: boolean;
  readonly hops: readonly HopDesign[];
  readonly end: FileAnswer;
  readonly fed: ServiceDesign | null;
  readonly legacy: ServiceDesign | null;
  readonly fedOfDelegate: ServiceDesign | null;
  readonly legacyOfDelegate: ServiceDesign | null;
  readonly delegate: DrawnPlace;
  readonly origin: DrawnPlace;
}

/** Every kind of world, in which the steps of the algorithm are about equally often the ones that decide. */
export const ARBITRARY: { readonly [Part in keyof DesignParts]: fc.Arbitrary<DesignParts[Part]> } = {
  machine: anyMachine,
  oddAnswers: anyOddAnswers,
  bindings: anyBindings,
  decoys: fc.subarray([...DECOYS]),
  server,
  web: fc.oneof({ weight: 1, arbitrary: fc.constant(false) }, { weight: 4, arbitrary: fc.constant(true) }),
  hops: anyHops,
  end: anyAnswer,
  fed: maybeService(4),
  legacy: maybeService(4),
  fedOfDelegate: maybeService(5),
  legacyOfDelegate: maybeService(5),
  delegate: anyPlace,
  origin: anyPlace,
};

/** Drawn by a chance of their own: what a seed made of the other parts before there were these, it makes as ever. */
export const ADDED: ReadonlySet<keyof DesignParts> = new Set(['machine', 'oddAnswers', 'bindings']);

/** Nothing can be plainer. */
export const PLAIN: DesignParts = {
  machine: null,
  oddAnswers: [],
  bindings: [],
  decoys: [],
  server: { name: '{@}', port: null },
  web: false,
  hops: [],
  end: {
    status: 200,
    body: { kind: 'delegates', to: '{fed}', port: null, extra: false },
    type: 'application/json',
    delivery: 'plain',
  },
  fed: null,
  legacy: null,
  fedOfDelegate: null,
  legacyOfDelegate: null,
  delegate: PLAIN_PLACE,
  origin: PLAIN_PLACE,
};

export function assemble(parts: DesignParts): Design {
  const { server, origin, delegate, decoys, web, hops, end, fed, legacy } = parts;
  const { bindings, oddAnswers, machine } = parts;
  return {
    server,
    origin,
    file: web ? { hops, end } : null,
    services: { fed, legacy },
    delegate,
    servicesOfDelegate: { fed: parts.fedOfDelegate, legacy: parts.legacyOfDelegate },
    decoys,
    bindings,
    oddAnswers,
    machine,
  };
}
