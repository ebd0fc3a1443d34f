// Without fault: it does what contract.ts asks for, name by name.
import { listen, say } from './lines.mjs';

let held = [];
const answers = {
  'failed.test': (id) => say({ id, failed: { message: 'no such server' } }),
  'skip.test': (id) => say({ id, skip: 'not made for this' }),
  'error.test': (id) => say({ id, error: { message: 'the shim broke' } }),
  'held.test': (id) => held.push(id),
  'silent.test': () => {},
  'release.test': (id) => {
    say({ id, targets: [{ name: 'release.test', port: 8448 }], status: 200 });
    for (const one of held) say({ id: one, targets: [{ name: 'held.test', port: 8448 }], status: 200 });
    held = [];
  },
};
listen({
  resolve: ({ id, server }) => {
    const answer =
      answers[server] ?? (() => say({ id, targets: [{ name: server, port: 8448 }], status: 200 }));
    answer(id);
  },
});
