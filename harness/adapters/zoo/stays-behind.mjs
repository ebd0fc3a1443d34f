// Asked for a well-known case it never answers: it starts a session that no signal ends, leaves a temporary file, and
// tells where it lives in the file ZOO_TRACE.
import { spawn } from 'node:child_process';
import { readlinkSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listen, say } from './lines.mjs';

const TRACE = process.env.ZOO_TRACE ?? '';
const STAYS = 'trap "" TERM INT HUP PIPE; echo; while :; do sleep 1000; done';

process.on('SIGTERM', () => {});
listen({
  resolve: ({ id, server }) => {
    if (!server.endsWith('.well-known.test')) {
      say({ id, targets: [{ name: server, port: 8448 }] });
      return;
    }
    writeFileSync(join(tmpdir(), 'left-behind'), 'x');
    const child = spawn('setsid', ['sh', '-c', STAYS], { detached: true });
    child.stdout.once('data', () => {
      writeFileSync(`${TRACE}.draft`, readlinkSync('/proc/self/ns/net'));
      renameSync(`${TRACE}.draft`, TRACE);
    });
  },
  bye: () => {},
});
