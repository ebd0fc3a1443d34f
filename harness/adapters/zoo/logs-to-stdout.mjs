import { listen } from './lines.mjs';

process.stdout.write('[info] resolver ready \u001b]0;owned\u0007\n');
listen({});
