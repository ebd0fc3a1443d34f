import { closeSync } from 'node:fs';
import { listen } from './lines.mjs';

listen({ resolve: () => closeSync(1) });
