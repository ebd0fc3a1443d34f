import { once } from 'node:events';
import { createServer, isIPv6, type Server, type Socket } from 'node:net';
import { HarnessError, ownCommand } from '../../base/index.ts';
import { withPort } from '../../model/index.ts';
import { MORE_FILES } from '../more-files.ts';

/** Exact pairs of address and port, never a wildcard, so that a port that nobody declared really refuses. */
export async function listen(
  address: string,
  port: number,
  onSocket: (socket: Socket) => void,
  options: { pauseOnConnect: boolean } = { pauseOnConnect: false },
): Promise<Server> {
  const server = createServer({ ...options, noDelay: true }, onSocket);
  server.listen({ host: address, port, ipv6Only: isIPv6(address) });
  try {
    await once(server, 'listening');
  } catch (error) {
    throw cannotListen(address, port, error as NodeJS.ErrnoException);
  }
  return server;
}

/** Resolves when the port is free again. The sockets it accepted are the caller's to end. */
export function stopListening(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}

function cannotListen(address: string, port: number, error: NodeJS.ErrnoException): HarnessError {
  const place = withPort(address, port);
  switch (error.code) {
    case 'EADDRINUSE':
      return new HarnessError(
        'port-taken',
        `Somebody listens on ${place} already.`,
        'An implementation that binds a wildcard address collides with the world: bind it to 127.0.0.1.',
        error,
      );
    case 'EMFILE':
    case 'ENFILE':
      return new HarnessError(
        'too-many-files',
        `The limit of open files was reached at the listener ${place}.`,
        MORE_FILES,
        error,
      );
    default:
      return new HarnessError(
        'cannot-listen',
        `Cannot listen on ${place}: ${error.code ?? error.message}.`,
        `\`${ownCommand('doctor')}\` tries what the sandbox needs.`,
        error,
      );
  }
}
