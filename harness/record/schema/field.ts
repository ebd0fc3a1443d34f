import * as z from 'zod';
import { keysOf } from '../../base/index.ts';
import { FAULTS, SPEC_LEVELS, STEPS } from '../../model/index.ts';

/** An object of the record. Another key is a mistake: of a hand that edited it, or of a later format. */
export function object<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject(shape);
}

/** A key that is left out rather than empty. */
export function optional<Schema extends z.ZodType>(schema: Schema, description: string) {
  return schema.exactOptional().describe(description);
}

export const text = (description: string) => z.string().describe(description);
export const count = (description: string) => z.int().min(0).describe(description);
export const truth = (description: string) => z.boolean().describe(description);
export const texts = (description: string) => z.array(z.string()).describe(description);

/** Of the clock of its case. */
export const millis = (description: string) => z.number().min(0).describe(`${description} In milliseconds.`);

export const port = z.int().min(0).max(65535).describe('Its port.');

export const level = z.enum(keysOf(SPEC_LEVELS));
/** `record`: what a case says that the specification leaves open, and that is never scored. */
export const levelOrRecord = z.enum([...level.options, 'record']);

export const specVersion = z.templateLiteral(['v1.', z.int().min(1)]);

export const listenerName = z.templateLiteral([z.string(), ':', z.int()]);

export const step = z.enum(STEPS);

/** What goes wrong on the connections of a listener. */
export const fault = z.enum(keysOf(FAULTS));

/** Octets, as far as they are kept. */
export const octets = object({
  base64: z.base64().describe('The octets, or the first 4096 of them.'),
  length: count('How many octets there are, all told.'),
}).meta({ id: 'octets' });

export type Octets = Read<typeof octets>;

/** What a schema reads, never changed. */
export type Read<Schema extends z.ZodType> = DeepReadonly<z.output<Schema>>;

type DeepReadonly<T> = T extends object ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> } : T;
