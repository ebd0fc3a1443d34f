/** The readers of everything that people paste: records, well-known files, certificates. Pure. */
export { textOfPaste } from './paste-text.ts';
export { readContacts } from './read-contacts.ts';
export { readDnsPaste } from './read-dns-paste.ts';
export { readWebPaste } from './read-web-paste.ts';
