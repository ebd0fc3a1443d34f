import { say, serve } from './client-api.mjs';

// That an answer is on its way, without end.
serve({
  profile: (response, server) => {
    if (server !== 'announced.test') return say(response, 200, {});
    const more = () => {
      if (!response.socket || response.socket.destroyed) return;
      response.writeProcessing();
      setImmediate(more);
    };
    more();
  },
});
