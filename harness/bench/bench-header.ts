import { DEFAULT_SPEC_VERSION } from '../oracle/index.ts';
import { newRunId, type RunHeader } from '../record/index.ts';

/** Of a record that is written for what the writing costs. */
export function benchHeader(): Omit<RunHeader, 'type' | 'format'> {
  return {
    run: newRunId(),
    started: new Date().toISOString(),
    signpost: 'bench',
    spec: DEFAULT_SPEC_VERSION,
    node: process.version,
    platform: process.platform,
    kernel: '',
    options: { selectors: [], level: 'all', twins: true },
    implementations: ['reference'],
    cases: 0,
  };
}
