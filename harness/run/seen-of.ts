import { visible } from '../base/index.ts';
import { type Connection, connections, type Event } from '../evidence/index.ts';
import { listenerId } from '../model/index.ts';

/** Where the plainest case there is has its server. */
const RIGHT_PORT = 8448;

/** How far somebody got in a control who sent no federation request to port 8448: what was seen, and nothing that follows from it. */
export function seenOf(events: readonly Event[]): string {
  const all = connections(events);
  const there = all.filter(({ port }) => port === RIGHT_PORT);
  const requests = events.filter((event) => event.kind === 'http');
  if (requests.length > 0) {
    const sent = requests.map(
      (each) => `${visible(each.method)} ${visible(each.path)} to ${listenerId(each)}`,
    );
    return `it sent ${[...new Set(sent)].join(' and ')}, and ${missingThere(there)}`;
  }
  const furthest = [...there, ...all];
  const greeted = furthest.find(({ sni }) => sni !== undefined);
  if (greeted) return brokenOff(greeted, events);
  const [first] = furthest;
  if (first) return `it connected to ${listenerId(first)}, and sent no TLS ClientHello`;
  const questions = events.filter((event) => event.kind === 'dns');
  if (questions.length > 0) {
    const asked = [...new Set(questions.map(({ type, name }) => `${type} ${visible(name)}`))];
    return `it asked our DNS for ${asked.slice(0, 4).join(', ')}${asked.length > 4 ? ', …' : ''}, and made no connection`;
  }
  return `${NOTHING}; whatever it asks has to be the name server in /etc/resolv.conf`;
}

/** Whatever came to port 8448 was no federation request. */
function missingThere(there: readonly Connection[]): string {
  if (there.length === 0) return 'nothing to port 8448';
  const isAsked = there.some(({ requests }) => requests.length > 0);
  return isAsked ? 'no federation request to port 8448' : 'no request over its connection to port 8448';
}

const NOTHING = 'neither a DNS question nor a connection came';

function brokenOff(connection: Connection, events: readonly Event[]): string {
  const at = `it sent a TLS ClientHello to ${listenerId(connection)}`;
  const trust = 'our certificate authority, which is in the system trust store and in SSL_CERT_FILE';
  const close = events.find((event) => event.kind === 'close' && event.connection === connection.number);
  const how = close?.kind === 'close' ? close.how : 'nothing more';
  // Of all alerts this one says what it is about.
  if (how === 'alert unknown_ca')
    return `${at}, and ended it with the alert unknown_ca: it does not trust ${trust}`;
  const then = how.startsWith('alert ') ? `ended it with the ${visible(how)}` : 'sent no request';
  return `${at}, and ${then}; it has to trust ${trust}`;
}
