import type { PastedContact } from '../paste.ts';
import { readCertificate } from './read-certificate.ts';
import { readFailedContacts } from './read-failed-contact.ts';

/** What came of connecting: certificates, or why none was shown. Throws a ScenarioError with file:line:column where it is neither. */
export function readContacts(file: string, text: string): readonly PastedContact[] {
  const failed = readFailedContacts(file, text);
  return failed.length > 0 ? failed : readCertificate(file, text);
}
