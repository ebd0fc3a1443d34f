import { readFileSync } from 'node:fs';
import { now } from '../clock.ts';

/**
 * For how much of the time since this call somebody on this machine waited for a processor, from 0 to 1. It is of the
 * whole machine, and not ours alone: good for a hint, and never for a decision. Undefined where the kernel does not say.
 */
export function cpuPressure(file = '/proc/pressure/cpu'): () => number | undefined {
  const [begun, before] = [now(), waited(file)];
  return () => {
    const after = waited(file);
    if (before === undefined || after === undefined) return undefined;
    return Math.min(1, (after - before) / Math.max(1, now() - begun));
  };
}

/** Milliseconds since the machine was started. */
function waited(file: string): number | undefined {
  try {
    const total = /^some .*\btotal=(\d+)/m.exec(readFileSync(file, 'utf8'))?.[1];
    return total === undefined ? undefined : Number(total) / 1000;
  } catch {
    return undefined;
  }
}
