/** The types of a record's lines, made of its JSON Schema: so that nobody needs our validator to read a record. */

/**
 * @typedef {{
 *   type?: string | string[], const?: unknown, enum?: unknown[], $ref?: string, anyOf?: Schema[], oneOf?: Schema[],
 *   items?: Schema | boolean, prefixItems?: Schema[], properties?: Record<string, Schema>, required?: string[],
 *   additionalProperties?: Schema | boolean, description?: string, title?: string, $defs?: Record<string, Schema>
 * }} Schema
 */

/**
 * A module of TypeScript: a type for each definition, and `Line`, which is any line.
 * @param {Schema} schema  of JSON Schema 2020-12, as `reports/record.schema.json` has it
 */
export function typesOf(schema) {
  const { $defs = {}, title = '', ...line } = schema;
  const definitions = Object.entries($defs).map(
    ([name, definition]) =>
      `${docOf(definition, '')}export type ${typeName(name)} = ${typeOf(definition, '')};\n`,
  );
  return [
    ...definitions,
    `${docOf({ description: `${title}.` }, '')}export type Line = ${typeOf(line, '')};\n`,
  ].join('\n');
}

/**
 * @param {Schema | boolean} schema
 * @param {string} indent
 * @returns {string}
 */
function typeOf(schema, indent) {
  if (typeof schema === 'boolean') return schema ? 'unknown' : 'never';
  const { $ref, enum: words, anyOf, oneOf, type } = schema;
  if ($ref !== undefined) return typeName($ref.replace('#/$defs/', ''));
  if ('const' in schema) return JSON.stringify(schema.const);
  if (words !== undefined) return union(words.map((word) => JSON.stringify(word)));
  const choices = anyOf ?? oneOf;
  if (choices !== undefined) return union(choices.map((choice) => typeOf(choice, indent)));
  if (Array.isArray(type)) return union(type.map((one) => typeOf({ ...schema, type: one }, indent)));
  switch (type) {
    case 'object':
      return objectOf(schema, indent);
    case 'array':
      return arrayOf(schema, indent);
    case 'integer':
    case 'number':
      return 'number';
    case 'string':
    case 'boolean':
    case 'null':
      return type;
    case undefined:
      return 'unknown';
    default:
      throw new TypeError(`no type of TypeScript for ${JSON.stringify(schema)}`);
  }
}

/**
 * @param {Schema} schema
 * @param {string} indent
 */
function objectOf({ properties = {}, required = [], additionalProperties }, indent) {
  const names = Object.entries(properties);
  const others = typeof additionalProperties === 'object' ? typeOf(additionalProperties, indent) : undefined;
  if (names.length === 0) return `{ readonly [name: string]: ${others ?? 'unknown'} }`;
  const inner = `${indent}  `;
  const fields = names.map(([name, schema]) => {
    const mark = required.includes(name) ? '' : '?';
    return `${docOf(schema, inner)}${inner}readonly ${propertyName(name)}${mark}: ${typeOf(schema, inner)};\n`;
  });
  return `{\n${fields.join('')}${indent}}`;
}

/**
 * @param {Schema} schema
 * @param {string} indent
 */
function arrayOf({ items, prefixItems }, indent) {
  if (prefixItems !== undefined)
    return `readonly [${prefixItems.map((item) => typeOf(item, indent)).join(', ')}]`;
  return `readonly (${typeOf(items ?? true, indent)})[]`;
}

/** @param {readonly string[]} types */
const union = (types) => [...new Set(types)].join(' | ') || 'never';

/** @param {string} name */
const typeName = (name) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

/** @param {string} name */
const propertyName = (name) => (/^[\w$]+$/.test(name) ? name : JSON.stringify(name));

/**
 * @param {Schema} schema
 * @param {string} indent
 */
const docOf = ({ description }, indent) =>
  description === undefined ? '' : `${indent}/** ${description.replaceAll('*/', '* /')} */\n`;
