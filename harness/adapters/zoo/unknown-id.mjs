import { listen, say } from './lines.mjs';

listen({ resolve: ({ id, server }) => say({ id: id + 1000, targets: [{ name: server }] }) });
