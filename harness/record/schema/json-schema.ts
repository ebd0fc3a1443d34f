import * as z from 'zod';
import { recordLine } from './record-line.ts';

/**
 * The format as JSON Schema 2020-12: a line of a record is valid by it. `reports/record.schema.json` is exactly this text,
 * and the tables of `reports/README.md` are made of it; both are held in step by tests. After a change write them anew with
 *
 *     node --import tsx harness/record/schema/write-published.ts
 */
export function publishedRecordSchema(): string {
  const schema = z.toJSONSchema(recordLine, { io: 'input' });
  const { $schema, ...rest } = schema;
  return `${JSON.stringify({ $schema, title: 'One line of the record of a Signpost run', ...rest }, null, 2)}\n`;
}
