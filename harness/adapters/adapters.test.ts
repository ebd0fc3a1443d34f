import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Answer, Question } from '../evidence/index.ts';
import type { Adapter } from './adapter.ts';
import { functionAdapter } from './function-adapter.ts';
import { startProcess } from './process/process-adapter.ts';
import { contract } from './testing/contract.ts';

const honest = fileURLToPath(new URL('./zoo/honest.mjs', import.meta.url));

const adapters: Readonly<Record<string, () => Promise<Adapter>>> = {
  'a function': async () => functionAdapter(about, resolver()),
  'a process': () => startProcess({ argv: [process.execPath, honest], env: {} }),
  'a process behind a shell': () =>
    startProcess({ argv: ['sh', '-c', '"$@"; exit 0', 'sh', process.execPath, honest], env: {} }),
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

const about = { name: 'function', version: '1', can: ['claim'], parallel: 8 } as const;

/** The function that contract.ts describes; `zoo/honest.mjs` is the same as a process. */
function resolver() {
  let held: (() => void)[] = [];
  return async ({ server }: Question): Promise<Answer> => {
    switch (server) {
      case 'failed.test':
        return { kind: 'failed', message: 'no such server' };
      case 'skip.test':
        return { kind: 'skip', why: 'not made for this' };
      case 'error.test':
        throw new Error('the shim broke');
      case 'silent.test':
        return new Promise(() => {});
      case 'held.test':
        await new Promise<void>((resolve) => held.push(resolve));
        break;
      case 'release.test':
        setImmediate((waiting) => waiting.forEach((go) => void go()), held);
        held = [];
    }
    return { kind: 'resolved', targets: [{ name: server, port: 8448 }], status: 200 };
  };
}
