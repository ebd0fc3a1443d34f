import { mkdirSync, writeFileSync } from 'node:fs';
import { serve } from './client-api.mjs';

mkdirSync('media/deep', { recursive: true });
writeFileSync('media/deep/file', 'left behind');
console.error(process.cwd());
serve({});
