const rows = {
  MUST: 'must, required, may not',
  SHOULD: 'should, recommended',
  MAY: 'may, can',
  implied: 'what is done, in plain sentences of the algorithm: "requests are made to …"',
  ambiguous: 'two things, or nothing',
  ext: 'nothing: an RFC that the text leans on',
};

export type SpecLevel = keyof typeof rows;

/** What the text says, level by level. What each weighs stands in docs/decisions/levels.md. */
export const SPEC_LEVELS: Readonly<Record<SpecLevel, string>> = rows;
