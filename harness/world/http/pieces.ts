import type { HttpAnswer } from '../../model/index.ts';

/** An endless body without `drip`: some 3 MB a second at most, so that one greedy client leaves the others their share. */
const ENDLESS = { bytes: 16 * 1024, everyMs: 5 };

/**
 * The body as it goes out, piece by piece. `wait` throws once nobody listens any more; `planned`: the body is to end at some
 * time, which the wait is a part of.
 */
export async function* pieces(
  body: Buffer,
  { drip, endless = false, close = false }: HttpAnswer,
  wait: (ms: number, planned: boolean) => Promise<void>,
): AsyncGenerator<Buffer, void> {
  const sent = close ? body.subarray(0, Math.floor(body.length / 2)) : body;
  const bytes = drip?.bytes ?? sent.length;
  for (let at = 0; at < sent.length; at += bytes) {
    if (at > 0 && drip !== undefined) await wait(drip.everyMs, true);
    yield sent.subarray(at, at + bytes);
  }
  if (!endless) return;
  const rest = drip ?? ENDLESS;
  const spaces = Buffer.alloc(rest.bytes, ' ');
  for (;;) {
    await wait(rest.everyMs, false);
    yield spaces;
  }
}
