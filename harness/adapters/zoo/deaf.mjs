// After `hello` it reads nothing more, and answers nothing.
import { listen, say } from './lines.mjs';

listen({
  hello: ({ id }) => {
    say({ id, name: 'zoo', version: '1', can: ['claim'], parallel: 8 });
    process.stdin.pause();
  },
});
setInterval(() => {}, 60_000);
