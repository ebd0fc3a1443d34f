import { listen, say } from './lines.mjs';

listen({
  resolve: ({ id, server }) => {
    say({ id, targets: [{ name: server }] });
    say({ id, failed: { message: 'second thoughts' } });
  },
});
