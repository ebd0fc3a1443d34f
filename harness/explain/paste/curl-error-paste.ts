import type { PastedSection } from './pasted-sections.ts';
import { curlErrorIn } from './web-failures.ts';
import type { WebFormat, WebReading } from './web-format.ts';

/** What curl says where it got nothing. */
export const curlError: WebFormat = {
  name: 'curl',
  recognises: ({ lines }) => lines.some((line) => curlErrorIn(line) !== undefined),
  read: readError,
};

function readError({ lines }: PastedSection): WebReading {
  for (const line of lines) {
    const error = curlErrorIn(line);
    if (!error) continue;
    // `curl -f` takes the status for a failure, and prints no body.
    const status = error.code === 22 ? /error: (\d{3})/.exec(error.failure.printed)?.[1] : undefined;
    if (status === undefined) return { answers: [], failure: error.failure };
    return {
      answers: [
        { status: Number(status), at: line.at, headers: {}, body: new Uint8Array(), withoutBody: true },
      ],
    };
  }
  return { answers: [] };
}
