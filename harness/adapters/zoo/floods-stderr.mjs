import { floodStderr } from './flood.mjs';
import { listen, say } from './lines.mjs';

listen({
  resolve: ({ id, server }) => {
    floodStderr();
    say({ id, targets: [{ name: server }] });
  },
});
