import { createInterface } from 'node:readline';

export const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);

const wellBehaved = {
  hello: ({ id }) => say({ id, name: 'zoo', version: '1', can: ['claim'], parallel: 8 }),
  resolve: ({ id, server }) => say({ id, targets: [{ name: server, port: 8448 }] }),
  reset: ({ id }) => say({ id, ok: true }),
  bye: () => process.exit(0),
};

/** Speaks the protocol without fault, but for the commands that are given. */
export function listen(faults) {
  const known = { ...wellBehaved, ...faults };
  createInterface({ input: process.stdin })
    .on('line', (line) => {
      const message = JSON.parse(line);
      const answer = known[message.cmd] ?? (({ id }) => say({ id, unsupported: true }));
      answer(message);
    })
    .on('close', () => known.bye());
}
