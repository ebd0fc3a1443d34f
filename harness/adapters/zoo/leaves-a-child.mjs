// Whatever it starts holds its stdout and a connection to the port in ZOO_PORT, and does not end by itself.
import { spawn } from 'node:child_process';
import { listen, say } from './lines.mjs';

const lives = `require('node:net').connect(${process.env.ZOO_PORT}, '127.0.0.1'); process.on('SIGTERM', () => {})`;
listen({
  resolve: ({ id, server }) => {
    spawn(process.execPath, ['-e', lives], { stdio: 'inherit' });
    say({ id, targets: [{ name: server }] });
  },
});
