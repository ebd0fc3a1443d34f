// What must be the same from run to run: a line for each verdict of a record.
import { readFileSync } from 'node:fs';

const record = readFileSync(process.argv[2] ?? 'reports/latest.jsonl', 'utf8');
for (const line of record
  .trimEnd()
  .split('\n')
  .map((text) => JSON.parse(text))) {
  if (line.type !== 'verdict') continue;
  const { implementation, id, status, level, clauses, reasons } = line;
  console.log(JSON.stringify([implementation, id, status, level, clauses, reasons]));
}
