import { listen, say } from './lines.mjs';

listen({
  resolve: ({ id, server }) => {
    if (server !== 'a-few.test') return process.stdout.write(' \n'.repeat(5_000_000));
    process.stdout.write('\n\r\n \n'.repeat(100));
    return say({ id, failed: { message: 'after blank lines' } });
  },
});
