import { listen, say } from './lines.mjs';

listen({ reset: ({ id }) => say({ id, unsupported: true }) });
