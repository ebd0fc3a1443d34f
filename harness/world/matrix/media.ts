import type { Response } from 'express';

/** One transparent pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const BOUNDARY = 'signpost-media';

export function sendPixel(response: Response): void {
  response.status(200).type('image/png').send(PIXEL);
}

/** Federated media (since v1.11) is multipart: a JSON object first, then the file. */
export function sendPixelInParts(response: Response): void {
  const head =
    `--${BOUNDARY}\r\nContent-Type: application/json\r\n\r\n{}\r\n` +
    `--${BOUNDARY}\r\nContent-Type: image/png\r\n\r\n`;
  response
    .status(200)
    .set('Content-Type', `multipart/mixed; boundary=${BOUNDARY}`)
    .send(Buffer.concat([Buffer.from(head), PIXEL, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]));
}
