import { readFileSync } from 'node:fs';

/**
 * So many connections a case may hold at once: one that floods its listeners leaves files for all the others. Without
 * files the kernel's connections would be dropped without a word, and the implementation be blamed.
 */
export const MOST_CONNECTIONS = mostConnections(readFileSync('/proc/self/limits', 'utf8'));

/** No more than a quarter of the files that may be open, from the text of `/proc/self/limits`. */
export function mostConnections(limits: string): number {
  const files = Number(/^Max open files +(\d+)/m.exec(limits)?.[1] ?? Number.POSITIVE_INFINITY);
  return Math.min(4096, Math.floor(files / 4));
}
