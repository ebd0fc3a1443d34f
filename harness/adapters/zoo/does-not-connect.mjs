// Without fault: one that only resolves.
import { listen, say } from './lines.mjs';

listen({
  resolve: ({ id, server }) => {
    if (server.startsWith('nowhere')) say({ id, failed: { message: `there is no ${server}` } });
    else say({ id, targets: [{ name: server, port: 8448 }] });
  },
});
