import { openSync, writeSync } from 'node:fs';

/**
 * Appends what Node's `keylog` event gives to the file: lines in the key log format of NSS, with which Wireshark decrypts.
 * `failed` is called once; after that nothing is kept.
 */
export function openKeyLog(file: string, failed: (why: string) => void): (line: Buffer) => void {
  let descriptor: number | undefined;
  let broken = false;
  return (line) => {
    if (broken) return;
    try {
      descriptor ??= openSync(file, 'a');
      writeSync(descriptor, line);
    } catch (error) {
      broken = true;
      failed(error instanceof Error ? error.message : String(error));
    }
  };
}
