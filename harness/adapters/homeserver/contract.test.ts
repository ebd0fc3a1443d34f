import { describe, it } from 'node:test';
import type { Adapter } from '../adapter.ts';
import { startImplementation } from '../start-implementation.ts';
import { contract } from '../testing/contract.ts';
import { startedByHand, zooHomeserver } from '../testing/zoo-homeserver.ts';

const adapters: Readonly<Record<string, () => Promise<Adapter>>> = {
  'a homeserver': () => startImplementation(zooHomeserver('homeserver')),
  'a homeserver that somebody else started': attachedAnimal,
};

for (const [name, start] of Object.entries(adapters)) {
  describe(`${name} as an adapter`, () => {
    for (const { title, check } of contract) {
      it(title, async () => {
        await using adapter = await start();
        await check(adapter);
      });
    }
  });
}

/** The one that started it also ends it. */
async function attachedAnimal(): Promise<Adapter> {
  const server = await startedByHand('homeserver');
  const adapter = await startImplementation({
    ...zooHomeserver('homeserver'),
    server: { url: server.origin },
  });
  return {
    about: adapter.about,
    ask: (question, signal) => adapter.ask(question, signal),
    reset: () => adapter.reset(),
    losses: () => adapter.losses(),
    stderr: () => adapter.stderr(),
    async [Symbol.asyncDispose]() {
      await adapter[Symbol.asyncDispose]();
      await server.end(1000);
    },
  };
}
