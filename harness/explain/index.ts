/** Why others can or cannot reach a server: the oracle's word over a zone and a well-known file that somebody pasted. */
export { type Explanation, explain } from './explanation.ts';
export { readPastedAnswer } from './pasted-answer.ts';
export type { Pasted } from './pasted-world.ts';
export { readZoneFile, type ZoneFile } from './zone-file.ts';
