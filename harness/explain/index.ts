/** Why others can or cannot reach a server: the oracle's word over what somebody pasted of DNS, of the web, and of certificates. */
export { EXIT_CODES, type Explanation, explain, type Findability } from './explanation.ts';
export { meantName } from './meant-name.ts';
export { neededText } from './needed-paste.ts';
export { readContacts, readDnsPaste, readWebPaste, textOfPaste } from './paste/index.ts';
export type { Remark } from './remarks/index.ts';
export { type GivenFiles, type ShellKind, type ShellLines, shellLines } from './shell-lines.ts';
