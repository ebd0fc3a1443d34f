import { type Case, type SpecVersion, splitListenerId } from '../model/index.ts';
import { consultOracle, type Outcome } from '../oracle/index.ts';
import { lintCase, loadText, type ScenarioError } from '../scenario/index.ts';
import type { Design } from './design.ts';
import type { WorldDocument } from './document.ts';
import { relativeTo } from './relative.ts';
import { type ScenarioDocument, scenarioOf } from './scenario-of.ts';
import { writeWorld } from './write-world.ts';

/** A random world as a scenario, with what the specification says must come of it. */
export interface RandomWorld {
  readonly document: ScenarioDocument;
  readonly case: Case;
  readonly outcome: Outcome;
  /** The text does not settle what is right here: what anybody does is only recorded. */
  readonly open: boolean;
}

export interface Making {
  readonly id: string;
  readonly version: SpecVersion;
  /** Blocks of addresses that have their owners; that of this world is added. */
  readonly taken: Set<number>;
}

/**
 * The world of a design. Undefined where no listener that is right can be told from one that is wrong: a certificate
 * would have to be for the name that must be checked and for another one.
 */
export function worldOf(design: Design, making: Making): RandomWorld | undefined {
  const { taken } = making;
  const drafted = expectation(writeWorld(design), making, taken);
  if (lintCase(drafted.case).length === 0) return drafted;
  const strict = expectation(withStrictCertificates(drafted), making, taken);
  return lintCase(strict.case).length === 0 ? strict : undefined;
}

/** The oracle reads the world, and its word becomes what the scenario expects. */
function expectation(world: WorldDocument, { id, version }: Making, taken: Set<number>): RandomWorld {
  const unjudged = load(
    { title: 'A random world', clauses: ['G-1'], ...world, expect: { refuse: true } },
    id,
    new Set(),
  );
  const document = scenarioOf(world, consultOracle(unjudged, version), relativeTo(unjudged));
  const c = load(document, id, taken);
  // Once more, since addresses differ.
  const outcome = consultOracle(c, version);
  return { document, case: c, outcome, open: outcome.open.length > 0 };
}

/** Whatever is in the document went through the door that every file goes through. */
function load(document: ScenarioDocument, id: string, taken: Set<number>): Case {
  const bound = loadText({ id, file: `${id}.json`, text: JSON.stringify(document) }, taken);
  if ('case' in bound) return bound.case;
  throw new AggregateError(bound.problems satisfies readonly ScenarioError[], 'a random world has mistakes');
}

/** The right listeners show a certificate for the one name that must be checked. */
function withStrictCertificates({ document, case: c, outcome }: RandomWorld): WorldDocument {
  const relative = relativeTo(c);
  const { server, machine, dns, hosts } = document;
  const strict = { ...hosts };
  for (const { to, cert } of outcome.connect) {
    for (const id of to) {
      const { host: label, port = '' } = splitListenerId(id);
      const { [port]: listener, ...others } = strict[label] ?? {};
      if (listener !== undefined)
        strict[label] = { ...others, [port]: { ...listener, cert: relative.name(cert) } };
    }
  }
  return { ...(server !== undefined && { server }), ...(machine && { machine }), dns, hosts: strict };
}
