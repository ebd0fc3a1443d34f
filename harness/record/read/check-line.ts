import type * as z from 'zod';
import { jsonExcerpt, nearest } from '../../base/index.ts';
import { EDITED, recordError } from '../record-error.ts';
import type { Placed } from '../recorded-run.ts';
import { derivedCaseLine, wholeCaseLine } from '../schema/case-line.ts';
import type { Read } from '../schema/field.ts';
import { FORMAT } from '../schema/lines.ts';
import { type LineType, lineSchemas } from '../schema/record-line.ts';
import type { AnyLine } from './lines-of.ts';

export type CheckedLine = { readonly [Type in LineType]: Placed<Read<(typeof lineSchemas)[Type]>> }[LineType];

/** A line of the format that is written now, or an error that names the field. */
export function checkLine({ type, value, place }: AnyLine): CheckedLine {
  if (type === undefined) {
    const what = `a line of a record has a "type" that is a word, and this is ${jsonExcerpt(value, 80)}`;
    throw recordError('record-invalid', place, what, EDITED);
  }
  if (!isLineType(type)) {
    const near = nearest(type, Object.keys(lineSchemas));
    const what = `format ${FORMAT} has no line of type "${type}"`;
    throw recordError('record-invalid', place, what, near === undefined ? EDITED : `did you mean "${near}"?`);
  }
  const result = schemaFor(type, value).safeParse(value);
  if (result.success) return { ...(result.data as CheckedLine), place };
  throw recordError('record-invalid', place, `${type}: ${faultOf(result.error)}`, EDITED);
}

const isLineType = (type: string): type is LineType => Object.hasOwn(lineSchemas, type);

function schemaFor(type: LineType, value: object): z.ZodType {
  if (type !== 'case') return lineSchemas[type];
  return 'of' in value ? derivedCaseLine : wholeCaseLine;
}

function faultOf({ issues: [issue] }: z.ZodError): string {
  if (issue === undefined) return 'it is not valid';
  const where = issue.path.map(String).join('.');
  return `${where === '' ? '' : `${where}: `}${issue.message}`;
}
