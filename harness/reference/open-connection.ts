import type { Socket } from 'node:net';

export interface OpenConnection {
  readonly address: string;
  readonly port: number;
  readonly socket: Socket;
}
