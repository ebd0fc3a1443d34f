import { createInterface } from 'node:readline';
import { say } from './lines.mjs';

const known = {
  hello: ({ id }) => say({ id, name: 'zoo', version: '1', can: ['claim'] }),
  resolve: ({ id }) => say({ id, failed: { message: 'no' } }),
  reset: ({ id }) => say({ id, ok: true }),
  bye: () => process.exit(),
};
createInterface({ input: process.stdin }).on('line', (line) => {
  const message = JSON.parse(line);
  known[message.cmd](message);
});
