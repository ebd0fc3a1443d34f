import { readFileSync, writeFileSync } from 'node:fs';
import { publishedRecordSchema } from './json-schema.ts';
import { pageWithFields } from './page.ts';

const reports = new URL('../../../reports/', import.meta.url);
const page = new URL('README.md', reports);

writeFileSync(new URL('record.schema.json', reports), publishedRecordSchema());
writeFileSync(page, pageWithFields(readFileSync(page, 'utf8')));
