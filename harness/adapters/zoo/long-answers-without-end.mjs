import { listen } from './lines.mjs';

// Each line is just shorter than the longest that is read.
listen({
  resolve: ({ id }) => {
    const answer = `{"id":${id},"failed":{"message":"${'x'.repeat(1_000_000)}"}}\n`;
    const more = () => {
      while (process.stdout.write(answer));
      process.stdout.once('drain', more);
    };
    more();
  },
});
