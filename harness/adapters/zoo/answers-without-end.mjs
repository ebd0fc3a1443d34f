import { listen } from './lines.mjs';

// Faster than anybody reads, and never done.
listen({
  resolve: ({ id }) => {
    const answer = `{"id":${id},"failed":{"message":"${'again '.repeat(20)}"}}\n`;
    const more = () => {
      while (process.stdout.write(answer));
      process.stdout.once('drain', more);
    };
    more();
  },
});
