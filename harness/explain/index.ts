/** Why others can or cannot reach a server: the oracle's word over what somebody pasted of DNS, of the web, and of certificates. */
export { type Explanation, explain, type Findability } from './explanation.ts';
export type { Pasted } from './facts-of-pastes.ts';
export { type MeantName, meantName } from './meant-name.ts';
export { type NeededPaste, neededText } from './needed-paste.ts';
export { textOfPaste } from './paste/paste-text.ts';
export { readCertificate } from './paste/read-certificate.ts';
export { readDnsPaste } from './paste/read-dns-paste.ts';
export { readWebPaste } from './paste/read-web-paste.ts';
export type { DnsPaste, PastedCertificate, WebPaste } from './paste.ts';
export type { Remark } from './remarks/index.ts';
export { type GivenFiles, type ShellKind, type ShellLines, shellLines } from './shell-lines.ts';
