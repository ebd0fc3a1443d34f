import { listen } from './lines.mjs';

listen({ hello: () => {} });
