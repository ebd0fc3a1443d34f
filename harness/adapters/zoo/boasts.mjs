import { listen, say } from './lines.mjs';

listen({ hello: ({ id }) => say({ id, name: 'zoo', version: '1', can: ['fly'], parallel: 8 }) });
