import { listen } from './lines.mjs';

listen({
  hello: ({ id }) => {
    const can = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    process.stdout.write(`{"id":${id},"name":"deep","version":"1","can":${can}}\n`);
  },
});
