// Without fault: it does what contract.ts asks for, name by name, and really goes to the names that are addresses.
import { say, serve } from './client-api.mjs';

let released = false;
let held = [];
const reached = (response) => say(response, 200, { displayname: 'somebody' });
const answers = {
  'failed.test': (response) => say(response, 502, { errcode: 'M_UNKNOWN', error: 'no such server' }),
  'skip.test': (response) => say(response, 400, { errcode: 'M_INVALID_PARAM', error: 'not made for this' }),
  'error.test': (response) => say(response, 500, { errcode: 'M_UNKNOWN', error: 'the shim broke' }),
  'held.test': (response) => (released ? reached(response) : held.push(response)),
  'silent.test': () => {},
  'release.test': (response) => {
    released = true;
    for (const one of [response, ...held]) reached(one);
    held = [];
  },
};

async function go(response, server) {
  try {
    const answer = await fetch(`http://${server}/_matrix/federation/v1/query/profile`);
    say(response, answer.status, { displayname: await answer.text() });
  } catch (error) {
    say(response, 502, { errcode: 'M_UNKNOWN', error: String(error.cause ?? error) });
  }
}

serve({
  profile: (response, server) => {
    if (server.startsWith('127.')) go(response, server);
    else (answers[server] ?? reached)(response);
  },
});
