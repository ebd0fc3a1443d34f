import { type About, type Adapter, functionAdapter } from '../adapters/index.ts';
import {
  type Ask,
  type Parts,
  partsOfVersion,
  referenceResolver,
  referenceSigner,
} from '../reference/index.ts';
import type { Subject } from './subject.ts';

/** More at once only make each of them slower, on two cores. */
export const BUILT_IN_PARALLEL = 48;

/** The reference resolver, or one with parts replaced, as an implementation under test. */
export function builtInSubject(name: string, label: string, parts: Partial<Parts>): Subject {
  return {
    name,
    description: { label, kind: 'built-in', language: 'typescript' },
    start: async (version) =>
      builtInAdapter(name, referenceResolver({ ...partsOfVersion(version), ...parts })),
  };
}

export function builtInAdapter(name: string, ask: Ask): Adapter {
  return functionAdapter(aboutBuiltIn(name), ask);
}

export function aboutBuiltIn(name: string): About {
  return {
    name,
    version: '1',
    language: 'typescript',
    can: ['claim', 'connect', 'signed'],
    signer: referenceSigner,
    endsWithAnswer: true,
    parallel: BUILT_IN_PARALLEL,
    // Waiting costs it nothing: it keeps no pool that stalled cases could use up.
    stallParallel: BUILT_IN_PARALLEL,
  };
}
