/** The specification: clauses, versions, server-name grammar, and the oracle that says what must come of a case. */
export type * from './outcome.ts';
export {
  type InvalidServerName,
  parseServerName,
  type ServerName,
  type ValidServerName,
} from './server-name.ts';
