import { listen } from './lines.mjs';

listen({ bye: () => {} });
setInterval(() => {}, 60_000);
