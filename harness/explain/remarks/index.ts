/** What was pasted and likely not meant, or is good to know: the most harmful first. */
import { addressRemarks } from './address-remarks.ts';
import { certificateRemarks } from './certificate-remarks.ts';
import { effectRemarks } from './effect-remarks.ts';
import { fileRemarks } from './file-remarks.ts';
import { nearMissRemarks } from './near-misses.ts';
import { pasteRemarks } from './paste-remarks.ts';
import { recordRemarks } from './record-remarks.ts';
import { inOrderOfHarm, type Remark } from './remark.ts';
import type { View } from './view.ts';

export { whyNobodyGetsThrough } from './address-remarks.ts';
export { REMARK_KINDS, type Remark, type RemarkKind } from './remark.ts';
export { type GoalPlace, goalOf, hasAddress, isOpenEnded, type View, viewOf } from './view.ts';

export function remarksOn(view: View): readonly Remark[] {
  const { web, server } = view.pasted;
  return inOrderOfHarm([
    ...(web ? fileRemarks(web, server) : []),
    ...recordRemarks(view),
    ...nearMissRemarks(view),
    ...addressRemarks(view),
    ...certificateRemarks(view),
    ...effectRemarks(view),
    ...pasteRemarks(view),
  ]);
}
