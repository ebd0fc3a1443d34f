import { listen, say } from './lines.mjs';

process.stderr.write('\u001b[31mred\u001b[0m \u001b]0;title\u0007 \u009b2Jrest \u202etxet\n');
listen({
  resolve: ({ id }) => say({ id, failed: { message: '\u001b[2J\u001b[1mno\u001b[0m\r route\u0000' } }),
});
