import type { HttpAnswer } from '../../model/index.ts';
import type { OpenReading } from './well-known.ts';

/** What of an answer arrives at a client that reads HTTP as RFC 9110 and 9112 have it. */
export interface Received {
  readonly status: number;
  readonly headers: HttpAnswer['headers'];
  readonly location?: string;
  readonly body: Uint8Array;
  /** Octets of the body as they are sent. */
  readonly bytes: number;
  /** The connection ended before the promised end of the body. */
  readonly brokenOff: boolean;
  /** Not in one piece with its length, by HTTP/1.1: what only RFC 9110 and 9112 say (S3-p). */
  readonly unusual: boolean;
  /** Milliseconds before the end of the body. */
  readonly ms: number;
  readonly endless: boolean;
  /** On what clients are known to differ. */
  readonly open: readonly OpenReading[];
}

export interface Unreadable {
  readonly unreadable: string;
  readonly open: readonly OpenReading[];
}
