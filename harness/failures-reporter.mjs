/**
 * A reporter of `node:test` that tells only what failed: `npm test` repeats it where nobody has to search for it.
 * @param {AsyncIterable<import('node:test/reporters').TestEvent>} source
 */
// biome-ignore lint/style/noDefaultExport: node:test takes a reporter's default export
export default async function* failures(source) {
  for await (const event of source) {
    if (event.type !== 'test:fail') continue;
    const { name, file, line, details } = event.data;
    const error = /** @type {Error & { failureType?: string }} */ (details.error);
    if (error.failureType === 'subtestsFailed') continue;
    const { stack, message } = error.cause instanceof Error ? error.cause : error;
    yield `✖ ${name}\n  ${file ?? ''}:${line ?? ''}\n${(stack ?? message).replace(/^/gm, '  ')}\n`;
  }
}
