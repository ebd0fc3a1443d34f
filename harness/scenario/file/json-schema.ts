import * as z from 'zod';
import { isObject } from './merge-patch.ts';
import { scenarioSchema } from './schema.ts';

/**
 * The format as JSON Schema 2020-12, for editors: `scenarios/scenario.schema.json` is exactly this text, held in step by
 * a test. After a change of the schema write it anew with
 *
 *     node --import tsx harness/scenario/file/write-json-schema.ts
 */
export function publishedSchema(): string {
  const schema = z.toJSONSchema(scenarioSchema, { io: 'input' }) as JsonSchema;
  const properties = schema.properties as Readonly<Record<string, JsonSchema>>;
  const { vary, ...rest } = properties;
  const defs = schema.$defs as Readonly<Record<string, JsonSchema>>;
  const published = {
    ...schema,
    title: 'Signpost scenario',
    // Every variant may bring an expectation of its own.
    anyOf: [{ required: ['expect'] }, { required: ['rounds'] }, { required: ['vary'] }],
    properties: { ...properties, vary: { ...vary, items: variantOf(rest, vary) } },
    $defs: { ...defs, ...patchDefs(defs) },
  };
  return `${JSON.stringify(withoutUnused(published), null, 2)}\n`;
}

type JsonSchema = Readonly<Record<string, unknown>>;

/** A variant is a merge patch of the whole file: every key may be there, be null, or be missing. `id` must be there. */
function variantOf(
  properties: Readonly<Record<string, JsonSchema>>,
  vary: JsonSchema | undefined,
): JsonSchema {
  const { $schema: _, ...patchable } = properties;
  const patch = patchOf({ type: 'object', properties: patchable, additionalProperties: false });
  const items = vary?.items as { readonly properties: { readonly id: JsonSchema } };
  const { id } = items.properties;
  return { ...patch, properties: { id, ...(patch.properties as JsonSchema) }, required: ['id'] };
}

/** Lists are not patched but replaced as a whole, with everything in them that they need. */
function patchOf(schema: JsonSchema): JsonSchema {
  const patched: Record<string, unknown> = { ...schema };
  if (typeof schema.$ref === 'string' && schema.$ref.startsWith('#/$defs/'))
    patched.$ref = `${schema.$ref}Patch`;
  for (const key of ['anyOf', 'allOf', 'oneOf']) {
    const members = schema[key];
    if (Array.isArray(members)) patched[key] = members.map((member) => patchOf(member));
  }
  if (schema.type !== 'object') return patched;
  delete patched.required;
  delete patched.minProperties;
  if (isObject(schema.properties)) patched.properties = mapSchemas(schema.properties, nullable);
  if (isObject(schema.additionalProperties))
    patched.additionalProperties = nullable(schema.additionalProperties);
  return patched;
}

function nullable(schema: JsonSchema): JsonSchema {
  const { description, ...patched } = patchOf(schema);
  return { ...(description === undefined ? {} : { description }), anyOf: [patched, { type: 'null' }] };
}

function patchDefs(defs: Readonly<Record<string, JsonSchema>>): Readonly<Record<string, JsonSchema>> {
  return Object.fromEntries(Object.entries(defs).map(([name, def]) => [`${name}Patch`, patchOf(def)]));
}

function mapSchemas(schemas: JsonSchema, change: (schema: JsonSchema) => JsonSchema): JsonSchema {
  return Object.fromEntries(Object.entries(schemas).map(([key, each]) => [key, change(each as JsonSchema)]));
}

/** Not every definition is patched somewhere: what stands in lists is replaced as a whole. */
function withoutUnused<Schema extends { readonly $defs: JsonSchema }>(schema: Schema): Schema {
  const text = JSON.stringify(schema);
  const used = Object.entries(schema.$defs).filter(([name]) => text.includes(`"#/$defs/${name}"`));
  const pruned = { ...schema, $defs: Object.fromEntries(used) };
  return used.length < Object.keys(schema.$defs).length ? withoutUnused(pruned) : pruned;
}
