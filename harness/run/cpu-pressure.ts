import { readFileSync } from 'node:fs';

/**
 * Of the last ten seconds, the percentage in which somebody on this machine waited for a processor; undefined where the
 * kernel does not say. It is of the whole machine: 30 in a quiet run of ours on two cores, so that it decides nothing.
 */
export function cpuPressure(read = () => readFileSync('/proc/pressure/cpu', 'latin1')): number | undefined {
  try {
    const [, share] = /^some avg10=(\d+\.\d+)/m.exec(read()) ?? [];
    return share === undefined ? undefined : Number(share);
  } catch {
    return undefined;
  }
}
