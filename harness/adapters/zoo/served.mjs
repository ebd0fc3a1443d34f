// A resolver that takes what our package gives to those who write adapters: everything is on port 8448.
import https from 'node:https';
import { serve } from '../../../api/adapter.mjs';

/** @param {import('../../../api/adapter.mjs').Question} question */
function ask({ server, request: { method, path } }) {
  return new Promise((resolve, reject) => {
    const request = https.request({ host: server, port: 8448, method, path, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.on('error', reject).end();
  });
}

await serve({
  about: { name: 'served', version: '1', can: ['claim', 'connect'], parallel: 4 },
  resolve: async (question) => ({
    targets: [{ name: question.server, port: 8448 }],
    status: await ask(question),
  }),
});
