import { readFileSync, statSync } from 'node:fs';
import { known, SOCKETS } from '../host-sockets.mjs';
import { type LayoutOf, sees } from './layout.ts';
import { isWithin } from './paths.ts';

/** Sockets of this machine: those that were listed outside, and those that somebody mounted into our file system. */
export function socketsOfMachine(environment: NodeJS.ProcessEnv): readonly string[] {
  const mounted = readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[4] ?? '')
    .map((path) => path.replace(/\\([0-7]{3})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 8))));
  return [...new Set([...known(environment[SOCKETS]), ...mounted])].filter(isSocket);
}

function isSocket(path: string): boolean {
  try {
    return statSync(path).isSocket();
  } catch {
    return false;
  }
}

/** Every place at which a program with this layout would find one of them. */
export function socketsSeen(
  sockets: readonly string[],
  layout: Pick<LayoutOf, 'hidden' | 'shown'>,
  asked: readonly string[],
): readonly string[] {
  const places = sockets.flatMap((path) => [
    path,
    ...layout.shown
      .filter(({ source }) => isWithin(path, source))
      .map(({ source, target }) => target + path.slice(source.length)),
  ]);
  return [...new Set(places)].filter(
    (path) => sees(path, layout) && !asked.some((folder) => isWithin(path, folder)),
  );
}
