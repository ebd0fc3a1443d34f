import * as z from 'zod';
import { argv, innerPath, text } from '../manifest-field.ts';

/** How a homeserver is started: in a folder of its own, which is new each time and removed at the end. */
export interface Launch {
  /** Files of the data folder, each with the template beside `implementation.json` that it is written from. */
  readonly files: Readonly<Record<string, string>>;
  /** Commands that run before it, one after the other, in the data folder. */
  readonly prepare: readonly (readonly string[])[];
  readonly start: readonly string[];
  /** A path that it answers with success when it can be asked. */
  readonly ready: string;
}

/** One that the user started: the origin of its client API, such as `http://127.0.0.1:8008`. */
export interface Attached {
  readonly url: string;
}

/** A request of a client. `{server}` in it is the name to be reached, escaped as the place demands. */
export interface Trigger {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Answers that show that the other server was reached: `404`, `4xx`, `404 M_NOT_FOUND`. */
  readonly reached: readonly string[];
  /** Answers that show that it was tried. */
  readonly failed: readonly string[];
  /** Answers that come before anything was tried, and so prove nothing. */
  readonly notAsked: readonly string[];
}

const path = text.regex(/^\/\S*$/, 'must be a path such as /_matrix/client/versions');
const answers = z
  .array(
    z
      .string()
      .regex(
        /^[1-5](\d\d|xx)( [A-Z][A-Z0-9_.]*)?$/,
        'must be a status, or a status and an errcode: "502", "4xx", "400 M_INVALID_PARAM"',
      ),
  )
  .default([]);

export const triggerSchema = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'DELETE']).default('GET'),
  path,
  headers: z
    .record(z.string().regex(/^[A-Za-z0-9-]+$/, 'must be the name of a header'), z.string())
    .default({}),
  body: z.json().optional(),
  reached: answers,
  failed: answers,
  notAsked: answers,
});

/** The fields of `implementation.json` that only a homeserver has. */
export const homeserverFields = {
  files: z.record(innerPath, innerPath).default({}),
  prepare: z.array(argv).default([]),
  start: argv,
  ready: path,
  triggers: z
    .record(z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be a word such as "profile"'), triggerSchema)
    .refine((triggers) => Object.keys(triggers).length > 0, 'must have at least one'),
  signer: path.optional(),
};
