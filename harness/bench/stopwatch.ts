/** What a piece of work cost this process, all its threads together. */
export interface Cost {
  readonly ms: number;
  readonly cpuMs: number;
}

export async function costOf(work: () => Promise<void>): Promise<Cost> {
  const started = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { ms: performance.now() - started, cpuMs: (user + system) / 1000 };
}

/** The most memory that this process ever held, in MB of a million bytes. */
export function peakMemory(): number {
  return (process.resourceUsage().maxRSS * 1024) / 1e6;
}
