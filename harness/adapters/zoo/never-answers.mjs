import { listen } from './lines.mjs';

listen({ resolve: () => {} });
