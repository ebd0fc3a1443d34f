import { closeSync } from 'node:fs';
import { openNamedToWrite } from '../../base/index.ts';
import { requireOwnNamespace } from '../guard.ts';
import { PacketReader, type ReaderEnd } from './packet-reader.ts';

/** All packets of the namespace, on their way into a file. */
export interface KeptPackets extends AsyncDisposable {
  /** Resolves when everything sent before the call is in the file. */
  end(): Promise<ReaderEnd>;
}

/** Replaces the file. Only in our own namespace: elsewhere it would hold other people's traffic. */
export async function keepPackets(file: string): Promise<KeptPackets> {
  requireOwnNamespace();
  const descriptor = openNamedToWrite(file);
  try {
    return await PacketReader.start('all', descriptor);
  } finally {
    // The reader has its own.
    closeSync(descriptor);
  }
}
