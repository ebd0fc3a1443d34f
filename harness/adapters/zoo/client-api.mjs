import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const config = JSON.parse(readFileSync(process.argv[2], 'utf8'));

export const say = (response, status, body) => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
};

const wellBehaved = {
  versions: (response) => say(response, 200, { versions: ['v1.19'] }),
  keys: (response) => {
    const verify_keys = { 'ed25519:zoo': { key: 'Noi6WqcDj0QmPxCNQqgezwTlBKrfqehY1u2FyWP9uYw' } };
    say(response, 200, { server_name: config.self, verify_keys });
  },
  profile: (response) => say(response, 200, { displayname: 'somebody' }),
};

const PATHS = { '/_matrix/client/versions': 'versions', '/_matrix/key/v2/server': 'keys' };
const PROFILE = /^\/_matrix\/client\/v3\/profile\/%40u%3A(.+)$/;

/** The client API of a homeserver without fault, but for the endpoints that are given. */
export function serve(faults) {
  const endpoints = { ...wellBehaved, ...faults };
  createServer((request, response) => {
    const profile = PROFILE.exec(request.url);
    const endpoint = profile ? 'profile' : PATHS[request.url];
    if (endpoint) endpoints[endpoint](response, decodeURIComponent(profile?.[1] ?? ''));
    else say(response, 404, { errcode: 'M_UNRECOGNIZED', error: request.url });
  }).listen(Number(config.port), config.address);
}
