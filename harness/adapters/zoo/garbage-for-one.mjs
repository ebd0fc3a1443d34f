import { listen, say } from './lines.mjs';

listen({
  resolve: ({ id, server }) => {
    if (server === 'bad.test') process.stdout.write('{"id":2,"targets":[{"name"\n');
    else say({ id, targets: [{ name: server }] });
  },
});
