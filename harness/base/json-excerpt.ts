import { excerpt } from './printable.ts';

/** A value that came from outside as JSON on one short line. JSON that can be read may still be nested too deeply to be written. */
export function jsonExcerpt(value: unknown, limit?: number): string {
  try {
    return excerpt(JSON.stringify(value) ?? String(value), limit);
  } catch (error) {
    if (error instanceof RangeError) return 'JSON that is nested too deeply';
    throw error;
  }
}
