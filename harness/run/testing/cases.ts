import type { Case } from '../../model/index.ts';

const nothing = { connect: [], refuse: true, saw: [], never: [], atMost: [] };

/** A case in which nothing is there, with whatever a test is about. */
export function caseWith(id: string, more: Partial<Case> = {}): Case {
  return {
    id,
    family: 'family',
    source: { file: 'scenarios/family/sn.json', text: '{}' },
    title: 'a test case',
    clauses: [],
    needs: [],
    tags: [],
    see: [],
    name: 'sn.family.test',
    server: 'sn.family.test',
    request: { kind: 'http', method: 'GET', path: '/' },
    zone: {},
    hosts: [],
    expect: nothing,
    tolerate: [],
    ...more,
  };
}

export function twinWith(id: string, parent: string): Case {
  return caseWith(id, { twin: { parent, role: 'cert-of-other', listener: 'origin:8448' } });
}

/** Of a case that asks, round by round, for so many names at the same moment. */
export function roundsOf(...counts: readonly number[]): NonNullable<Case['rounds']> {
  return counts.map((count) => {
    const [first = 'a.test', ...rest] = Array.from({ length: count }, (_, index) => `n${index}.test`);
    return { zone: {}, hosts: [], expect: nothing, resolve: [first, ...rest], tolerate: [] };
  });
}

/** Of a case in which somebody has to wait for an answer that never comes. */
export const SILENT_ZONE: Case['zone'] = {
  'sn.family.test': [{ type: 'A', answers: [{ records: [], additional: [], ttl: 60, drop: true }] }],
};
