/** The reference resolver: spec-true, really connecting, in process; and its mutants, each with one part replaced by a real bug. */
export { referenceSigner } from './identity.ts';
export { fileOfMutant, type Mutant, mutants, replacedPart } from './mutants/mutants.ts';
export type { ConnectTarget, Parts, Timeouts } from './parts.ts';
export { patience } from './patience.ts';
export { type Answer, type Ask, type Question, referenceResolver } from './resolver.ts';
export { type Call, takesPart, tracedReference } from './trace.ts';
export { partsOfVersion } from './version-parts.ts';
