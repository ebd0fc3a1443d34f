/** The readers of everything that people paste: records, well-known files, certificates. Pure. */
export { textOfPaste } from './paste-text.ts';
export { readCertificate } from './read-certificate.ts';
export { readDnsPaste } from './read-dns-paste.ts';
export { readWebPaste } from './read-web-paste.ts';
