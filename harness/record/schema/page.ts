import { publishedRecordSchema } from './json-schema.ts';
import { lineSchemas } from './record-line.ts';

type Schema = { readonly [key: string]: unknown };

const BEGIN = '<!-- fields: written by harness/record/schema/write-published.ts -->';
const END = '<!-- end of the fields -->';

/** `reports/README.md` with the tables of the fields as the schema has them. What stands around them is written by hand. */
export function pageWithFields(page: string): string {
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined)
    throw new RangeError(`the page lacks "${BEGIN}" or "${END}"`);
  return `${before}${BEGIN}\n\n${fieldTables().join('\n')}\n${END}${after}`;
}

/** A heading and a table for each line, then for each object that several places share. */
function fieldTables(): string[] {
  const { $defs } = JSON.parse(publishedRecordSchema()) as {
    readonly $defs: Readonly<Record<string, Schema>>;
  };
  const types = Object.keys(lineSchemas);
  const named = [
    ...types,
    ...Object.keys($defs)
      .filter((name) => !types.includes(name))
      .sort(),
  ];
  return named.flatMap((name) => {
    const schema = $defs[name];
    if (schema === undefined) throw new RangeError(`the schema has no ${name}`);
    const rows = fieldsOf(schema, '').map(rowOf);
    if (rows.length === 0) return [];
    const title = types.includes(name) ? `### The line \`${name}\`` : `### \`${name}\``;
    return [title, '', '| field | type | what it says |', '|---|---|---|', ...rows, ''];
  });
}

interface Field {
  readonly name: string;
  readonly mark: '' | '?';
  readonly rest: string;
}

const rowOf = ({ name, mark, rest }: Field) => `| \`${name}\`${mark} | ${rest} |`;

/** Fields in fields are named with what they stand in: `options.level`. */
function fieldsOf(schema: Schema, prefix: string): Field[] {
  const required = (schema.required ?? []) as readonly string[];
  const properties = Object.entries((schema.properties ?? {}) as Readonly<Record<string, Schema>>);
  const own = properties.flatMap(([key, value]): Field[] => {
    const text = String(value.description ?? '').replaceAll('|', '\\|');
    const mark = required.includes(key) ? '' : '?';
    return [
      { name: prefix + key, mark, rest: `${typeOf(value)} | ${text}` },
      ...fieldsOf(value, `${prefix}${key}.`),
    ];
  });
  const parts = partsOf(schema).flatMap((part) => fieldsOf(part, prefix));
  return [...own, ...parts, ...eitherOf(choicesOf(schema).map((choice) => fieldsOf(choice, prefix)))];
}

/** Of several shapes: what not all of them have may be left out. Where it says the same everywhere, it says it once. */
function eitherOf(choices: readonly (readonly Field[])[]): Field[] {
  const known = new Map<string, Field>();
  for (const field of choices.flat()) {
    const key = `${field.name} ${field.rest}`;
    const isEverywhere = choices.every((fields) =>
      fields.some(({ name, mark }) => name === field.name && mark === ''),
    );
    if (!known.has(key)) known.set(key, { ...field, mark: isEverywhere ? '' : '?' });
  }
  return [...known.values()];
}

const choicesOf = ({ anyOf, oneOf }: Schema) => (anyOf ?? oneOf ?? []) as readonly Schema[];

/** What a list or a map is made of. */
function partsOf({ items, prefixItems, additionalProperties }: Schema): readonly Schema[] {
  const [first] = (prefixItems ?? []) as readonly Schema[];
  return [first ?? items, additionalProperties].filter(
    (one): one is Schema => typeof one === 'object' && one !== null,
  );
}

function typeOf(schema: Schema): string {
  const { $ref, type, const: only, enum: words, items, prefixItems, additionalProperties } = schema;
  if (typeof $ref === 'string') return reference($ref);
  if (only !== undefined) return `\`${String(only)}\``;
  if (Array.isArray(words)) return words.length > 12 ? 'word' : words.map((word) => `\`${word}\``).join(' ');
  if (type === 'array') {
    const [first] = (prefixItems ?? []) as readonly Schema[];
    return `list of ${typeOf((first ?? items ?? {}) as Schema)}`;
  }
  if (type === 'object' && typeof additionalProperties === 'object' && additionalProperties !== null)
    return `map to ${typeOf(additionalProperties as Schema)}`;
  if (typeof type === 'string') return type === 'integer' ? 'number' : type;
  const types = new Set(choicesOf(schema).map(typeOf));
  return [...types].join(' or ');
}

function reference(ref: string): string {
  const name = ref.slice(ref.lastIndexOf('/') + 1);
  return `[${name}](#${lineSchemas[name as keyof typeof lineSchemas] ? `the-line-${name}` : name.toLowerCase()})`;
}
