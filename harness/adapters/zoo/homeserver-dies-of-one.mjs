import { say, serve } from './client-api.mjs';

console.error('started');
serve({
  profile: (response, server) => {
    if (server === 'deadly.test') process.kill(process.pid, 'SIGKILL');
    else say(response, 200, {});
  },
});
