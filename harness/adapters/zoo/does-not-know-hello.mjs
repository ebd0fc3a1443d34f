import { listen, say } from './lines.mjs';

listen({ hello: ({ id }) => say({ id, unsupported: true }) });
