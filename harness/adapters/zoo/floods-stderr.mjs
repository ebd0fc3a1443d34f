import { writeSync } from 'node:fs';
import { listen, say } from './lines.mjs';

const megabyte = Buffer.alloc(1_000_000, `${'log '.repeat(24)}...\n`);

listen({
  resolve: ({ id, server }) => {
    // 1 GB, before it answers.
    for (let i = 0; i < 1000; i++)
      for (let at = 0; at < megabyte.length; ) at += write(megabyte.subarray(at));
    console.error('the end of the log');
    say({ id, targets: [{ name: server }] });
  },
});

/** Its stderr is a pipe that may be full. */
function write(bytes) {
  try {
    return writeSync(2, bytes);
  } catch (error) {
    if (error.code === 'EAGAIN') return 0;
    throw error;
  }
}
