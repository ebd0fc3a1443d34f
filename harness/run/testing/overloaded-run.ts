/**
 * For a test: a world with two cases, one after the other. Each is handed over, says `asked` on stdout, waits for a line
 * on stdin, and claims to have failed. What the world and the judge make of it follows as JSON.
 */
import { createInterface } from 'node:readline';
import { type About, functionAdapter } from '../../adapters/index.ts';
import { consultRounds } from '../../oracle/index.ts';
import { loadCases } from '../../scenario/index.ts';
import { openWorld } from '../../world/index.ts';
import { runCase } from '../run-case.ts';

const ABOUT: About = { name: 'idle', version: '1', can: ['claim', 'connect'], parallel: 1 };
const root = new URL('../../..', import.meta.url).pathname;
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const print = (text: string) => process.stdout.write(`${text}\n`);

await using world = await openWorld({ receiveBuffer: 'system' });
await using adapter = functionAdapter(ABOUT, async () => {
  print('asked');
  await lines.next();
  return { kind: 'failed', message: 'no answer' };
});
for (const c of loadCases({ root, selectors: ['control/fallback', 'fallback/plain'] }).cases) {
  let dropped = Promise.resolve(0);
  const watched: Pick<typeof world, 'open'> = {
    open: async (...of) => {
      const open = await world.open(...of);
      const read = open.droppedQuestions.bind(open);
      open.droppedQuestions = () => (dropped = read());
      return open;
    },
  };
  const { status, late } = await runCase(watched, adapter, c, consultRounds(c), {
    ms: 600_000,
    patient: false,
  });
  print(JSON.stringify({ id: c.id, dropped: await dropped, status, late }));
}
process.stdin.destroy();
