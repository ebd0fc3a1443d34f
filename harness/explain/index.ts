/** Why others can or cannot reach a server: the oracle's word over a zone and a well-known file that somebody pasted. */
export { type Explanation, explain } from './explanation.ts';
export { readPastedAnswers } from './pasted-answer.ts';
export { readZoneFile } from './zone-file.ts';
