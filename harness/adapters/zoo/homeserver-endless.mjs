import { say, serve } from './client-api.mjs';

// An error that never ends.
serve({
  profile: (response, server) => {
    if (server !== 'endless.test') return say(response, 200, {});
    response.writeHead(502);
    const more = () => {
      while (response.writable && response.write('x'.repeat(65_536)));
      response.once('drain', more);
    };
    more();
  },
});
