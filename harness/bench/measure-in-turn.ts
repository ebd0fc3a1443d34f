import type { Figure } from './figure.ts';
import { Lab } from './lab.ts';
import type { Measurement } from './measurement.ts';

/** What is heard while measurements are taken. */
export interface BenchListener {
  /** Half a sentence about what is done now. */
  progress(text: string): void;
  /** As soon as it is known. */
  figure(figure: Figure): void;
  /** What the other rows say is true all the same. */
  broken(error: unknown): void;
}

/** One after another: two at once would measure each other. */
export async function measureInTurn(
  measurements: readonly Measurement[],
  listener: BenchListener,
): Promise<void> {
  for (const [index, { name, measure }] of measurements.entries()) {
    const lab = new Lab((text) =>
      listener.progress(`[${index + 1}/${measurements.length}] ${name}: ${text}`),
    );
    try {
      for (const figure of await measure(lab)) listener.figure(figure);
    } catch (error) {
      listener.broken(error);
    }
  }
}
