import { listen, say } from './lines.mjs';

process.stderr.write('started\n');
listen({
  resolve: ({ id, server }) => {
    if (server === 'deadly.test') process.kill(process.pid, 'SIGKILL');
    else say({ id, targets: [{ name: server }] });
  },
});
