/** See `adapter.d.mts`, which is what users read. It imports nothing: a program under test sees this folder and no other of ours. */
import { createInterface } from 'node:readline';

/** @type {typeof import('./adapter.d.mts').serve} */
export async function serve(resolver) {
  console.log = console.error;
  for await (const line of createInterface({ input: process.stdin })) {
    const message = JSON.parse(line);
    if (message.cmd === 'bye') break;
    // Not awaited: several questions may be under way, and answers may come in any order.
    void answerTo(message, resolver).then((reply) =>
      process.stdout.write(`${JSON.stringify({ id: message.id, ...reply })}\n`),
    );
  }
  // A pipe that is still open would keep the process.
  process.stdin.destroy();
}

/**
 * @param {{ cmd: string, ms: number } & import('./adapter.d.mts').Question} message
 * @param {import('./adapter.d.mts').Resolver} resolver
 * @returns {Promise<object>}
 */
async function answerTo({ cmd, ms, server, budget_ms, request }, resolver) {
  switch (cmd) {
    case 'hello':
      return resolver.about;
    case 'resolve':
      try {
        return await resolver.resolve({ server, budget_ms, request });
      } catch (error) {
        return { failed: { message: String(error) } };
      }
    case 'reset':
      return done(() => resolver.reset?.());
    case 'advance':
      if (resolver.advance === undefined) return { unsupported: true };
      return done(() => resolver.advance?.(ms));
    default:
      return { unsupported: true };
  }
}

/** @param {() => unknown} act */
async function done(act) {
  try {
    await act();
    return { ok: true };
  } catch (error) {
    return { error: { message: String(error) } };
  }
}
