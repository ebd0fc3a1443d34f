// What must be the same from run to run: a line for each verdict of a record, in the order of their ends.
import { readFileSync } from 'node:fs';

const record = readFileSync(process.argv[2] ?? 'reports/latest.jsonl', 'utf8');
for (const line of record.trimEnd().split('\n')) {
  const { type, implementation, id, status, level, clauses, reasons } = JSON.parse(line);
  if (type !== 'verdict') continue;
  // A case that was asked once more had another server name; the text says it as it was.
  const told = reasons.map(({ server: _, ...reason }) => reason);
  console.log(JSON.stringify([implementation, id, status, level, clauses, told]));
}
