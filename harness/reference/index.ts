/** The reference resolver: spec-true, really connecting, in process; and its mutants, each with one part replaced by a real bug. */
export { DiscoveryFailure } from './failure.ts';
export { referenceSigner } from './identity.ts';
export type { Mutant } from './mutants/mutant.ts';
export { fileOfMutant, mutants, replacedPart } from './mutants/mutants.ts';
export type { Parts } from './parts.ts';
export { type Ask, referenceResolver } from './resolver.ts';
export { specParts } from './spec-parts.ts';
export { type Call, takesPart, tracedReference } from './trace.ts';
export { partsOfVersion } from './version-parts.ts';
