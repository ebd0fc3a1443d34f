import { closeSync } from 'node:fs';
import { listen, say } from './lines.mjs';

listen({
  resolve: ({ id, server }) => {
    process.stdin.destroy();
    // Node leaves the descriptor of a standard stream open.
    closeSync(0);
    say({ id, targets: [{ name: server }] });
  },
  bye: () => {},
});
setInterval(() => {}, 60_000);
