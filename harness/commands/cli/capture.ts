import path from 'node:path';
import { causeOf, HarnessError, NamedFileError, writeNamed } from '../../base/index.ts';
import { keepPackets } from '../../world/index.ts';

/** All packets of a run in one file, whoever is judged, and the secrets of its TLS connections beside it. */
export interface Capture extends AsyncDisposable {
  /** For Wireshark, which finds it under Preferences, Protocols, TLS, "(Pre)-Master-Secret log". */
  readonly keyLog: string;
  /** Ends it, and says what there is now. */
  end(): Promise<string>;
}

/** Second, so that a target that cannot be written to leaves no keys beside it. */
async function emptied(keyLog: string, packets: AsyncDisposable): Promise<void> {
  try {
    writeNamed(keyLog, '');
  } catch (error) {
    await packets[Symbol.asyncDispose]();
    throw error instanceof NamedFileError ? new Error(`${keyLog} ${error.message}`, { cause: error }) : error;
  }
}

/** `file` is relative to the working directory. What was in it, and in `FILE.keys`, is replaced. */
export async function capture(file: string): Promise<Capture> {
  const keyLog = `${path.resolve(file)}.keys`;
  try {
    const packets = await keepPackets(path.resolve(file));
    await emptied(keyLog, packets);
    return {
      keyLog,
      async end() {
        const { lost, why } = await packets.end();
        const losses = lost > 0 ? `, but for ${lost} that the kernel lost` : '';
        const broken = why === undefined ? '' : ` until this happened: ${why}`;
        return `packets in ${file}${losses}${broken}; keys for Wireshark in ${file}.keys`;
      },
      [Symbol.asyncDispose]: () => packets[Symbol.asyncDispose](),
    };
  } catch (error) {
    if (error instanceof HarnessError) throw error;
    const why = error instanceof NamedFileError ? `${file} ${error.message}` : causeOf(error);
    throw new HarnessError(
      'cannot-write-packets',
      `The packets of the run cannot be kept: ${why}`,
      'Give --pcap a file in a folder that can be written to.',
      error,
    );
  }
}
