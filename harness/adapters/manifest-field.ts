import * as z from 'zod';

/** What the fields of `implementation.json` are made of, whatever kind it describes. */
export const text = z.string().min(1);
/** For readers. */
export const line = text.regex(/^\P{C}*$/u, 'must be one line without control characters');
export const url = z.string().regex(/^https:\/\/\S+$/, 'must be an https:// address');
export const argv = z.array(text).min(1);
export const count = z.int().min(1).max(1024);

/** Inside the folder it is relative to: nothing is read or written elsewhere. */
export const innerPath = text.refine(
  (path) => !path.startsWith('/') && !path.split(/[\\/]/).includes('..'),
  'must be a relative path without ..',
);
