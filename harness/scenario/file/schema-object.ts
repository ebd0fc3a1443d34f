import * as z from 'zod';

/** An object that admits no other key. The message carries the known keys, so that the loader can suggest one. */
export function closed<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  const keys = Object.keys(shape).join(' ');
  return z.strictObject(shape, { error: (issue) => (issue.code === 'unrecognized_keys' ? keys : undefined) });
}

export function optional<Schema extends z.ZodType>(schema: Schema, description: string) {
  return schema.optional().describe(description);
}

/** The union of one and many that authors write without a list when there is one. */
export function oneOrMany<Schema extends z.ZodType>(schema: Schema, what: string) {
  return z.union([schema, z.array(schema)], what);
}

/** Text that is printed: without control characters. Patterns without flags, as JSON Schema knows none. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly those.
export const ONE_LINE = /^[^\x00-\x1f\x7f-\x9f]*$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly those but tab and line feed.
export const LINES = /^[^\x00-\x08\x0b-\x1f\x7f-\x9f]*$/;
