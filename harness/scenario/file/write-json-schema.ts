import { writeFileSync } from 'node:fs';
import { publishedSchema } from './json-schema.ts';

writeFileSync(new URL('../../../scenarios/scenario.schema.json', import.meta.url), publishedSchema());
