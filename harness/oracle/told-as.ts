/**
 * Clauses that no verdict names, with those that it names in their stead. They say in general, or of one circumstance, what
 * the others say of a step: who breaks one of the others in a case that cites the general one has broken both.
 */
const TOLD_AS: Readonly<Record<string, readonly string[]>> = {
  // What is no literal never becomes an address.
  'G-3': ['G-13'],
  'G-4': ['G-14', 'G-15'],
  'G-16': ['S3-h'],
  // The order of the steps.
  'D-1': ['D-2', 'D-3', 'S31-e', 'S32-g', 'S33-e', 'S33-f', 'S5-b'],
  'D-7': ['S34-a', 'S5-a'],
  'D-13': ['A-4'],
  'D-14': ['D-3', 'S31-e', 'S32-g', 'S33-e'],
  'S1-h': ['S1-d', 'S31-c'],
  // Addresses: N-1 and N-2 say of any name what these say of the names of a step.
  'S2-a': ['N-1', 'N-2'],
  'S32-a': ['N-1', 'N-2'],
  'V-4': ['N-1'],
  'S2-g': ['S2-c', 'S2-e', 'S2-f'],
  'S2-h': ['D-2'],
  // Where a delegation is final.
  'S3-q': ['D-4'],
  'N-4': ['D-4'],
  'R-8': ['S3-f'],
  'S4-e': ['S4-a'],
  'S6-d': ['D-10'],
  'V-10': ['S33-f', 'S5-b'],
  'V-11': ['S33-b', 'S34-b', 'S4-b', 'S5-c'],
  // For whom a certificate never suffices.
  'X-1': ['S33-c', 'S34-b', 'S4-c', 'S5-c'],
  'X-2': ['S31-b', 'S32-e', 'S33-c', 'S34-b', 'S35-c'],
  'X-3': ['S2-e', 'S3-c', 'S33-c', 'S4-c', 'S6-c'],
};

/** The clauses that a verdict names in place of this one; none where it names the clause itself. */
export const toldAs = (id: string): readonly string[] => TOLD_AS[id] ?? [];

/**
 * Clauses that say of a circumstance that it makes no difference: that a request is for keys, that it has a body, that a file is
 * not all ASCII. A verdict names what the same mistake breaks anywhere. That it is the circumstance which leads somebody
 * astray, and nothing else, shows in where he goes right: in every case that does not cite the clause.
 */
const TOLD_ALONE_AS: Readonly<Record<string, readonly string[]>> = {
  'D-8': ['D-3', 'S33-e', 'S4-a', 'S5-a'],
  'X-5': ['D-3', 'S33-e', 'S4-a'],
  'S3-j': ['S3-k'],
};

/** The clauses that a verdict names in place of this one, of somebody who fails no case that does not cite it. */
export const toldAloneAs = (id: string): readonly string[] => TOLD_ALONE_AS[id] ?? [];
