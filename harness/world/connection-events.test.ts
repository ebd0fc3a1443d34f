import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Happened } from '../evidence/index.ts';
import { now } from './clock.ts';
import { ConnectionEvents } from './connection-events.ts';
import type { Watched } from './event-quota.ts';
import { EventSender } from './event-sender.ts';
import type { Sighting } from './hosts/index.ts';
import { certFor, json, listener, route } from './testing/sample-case.ts';

const origin = listener('origin', 8448, { cert: certFor('x.test'), routes: [route('/moved', json({}))] });

interface Sketch {
  readonly path?: string;
  readonly host?: string;
  readonly sni?: string;
}

function flooded(watched: readonly Watched[] = []) {
  const told: Happened[] = [];
  const untold = { questions: 0, attempts: 0, connections: 0, requests: 0, unserved: 0 };
  const hear = (news: Sighting) => {
    if (news.kind === 'event') told.push(news.event);
    if (news.kind === 'untold') untold[news.what] += news.count;
  };
  const sender = new EventSender(1, hear, watched);
  let number = 0;
  const connect = (...requests: readonly Sketch[]) => {
    const place = { connection: ++number, host: 'origin', port: 8448 };
    const events = new ConnectionEvents(sender, origin);
    const sni = requests[0]?.sni ?? 'x.test';
    events.add({ kind: 'tcp', ...place, address: '20.1.0.1' });
    events.add({ kind: 'tls', ...place, sni, alpn: [], hello: '' });
    const taken = requests.map(({ path = '/', host = 'x.test' }) =>
      events.add({
        kind: 'http',
        ...place,
        method: 'GET',
        path,
        hostHeader: host,
        sni,
        authorization: null,
        userAgent: null,
        version: '1.1',
        status: null,
      }),
    );
    events.add({ kind: 'close', ...place, how: 'end' });
    return taken;
  };
  /** What is told of the connection that is made then. */
  const kindsOf = (...requests: readonly Sketch[]) => {
    const before = told.length;
    connect(...requests);
    return told.slice(before).map(({ kind }) => kind);
  };
  for (let count = 0; count < 50_000; count++) connect({});
  return { told, untold, connect, kindsOf, sender };
}

const whole = ['tcp', 'tls', 'http', 'close'];

test('connections that are like those before are counted, and one with something new is told whole', async () => {
  const { told, untold, kindsOf } = flooded();
  assert.ok(told.length < 15_000, `${told.length} told`);
  assert.deepEqual(kindsOf({}), []);
  assert.deepEqual(kindsOf({ host: 'wrong.test' }), whole);
  assert.deepEqual(kindsOf({ sni: 'wrong.test' }), whole);
  assert.deepEqual(kindsOf({ path: '/.well-known/matrix/server' }), whole);
  assert.deepEqual(kindsOf({ path: '/moved?x' }), whole);
  // The path of a federation request, and the letter case of a name, decide nothing.
  assert.deepEqual(kindsOf({ path: '/other' }), []);
  assert.deepEqual(kindsOf({ host: 'X.test' }), []);
  await new Promise((resolve) => setImmediate(resolve));
  assert.ok(untold.connections > 40_000 && untold.requests >= untold.connections, JSON.stringify(untold));
});

test('a repetition before something new is counted, and what is answered is told of the right request', () => {
  const { connect } = flooded();
  assert.deepEqual(connect({}, { host: 'wrong.test' }, {}), [false, true, false]);
});

test('what was seen on a connection that is held has the time at which it was seen', () => {
  const times: number[] = [];
  const sender = new EventSender(1, (news) => news.kind === 'event' && times.push(news.when));
  sender.takes = (event) => event.kind === 'http';
  const events = new ConnectionEvents(sender, origin);
  const place = { connection: 1, host: 'origin', port: 8448 };
  events.add({ kind: 'tcp', ...place, address: '20.1.0.1' });
  const between = now();
  const http = {
    method: 'GET',
    path: '/',
    hostHeader: null,
    sni: null,
    authorization: null,
    userAgent: null,
  };
  events.add({ kind: 'http', ...place, ...http, version: '1.1', status: null });
  const [accepted = 0, asked = 0] = times;
  assert.ok(accepted < between && between < asked, `${accepted} ${between} ${asked}`);
});

test('what is known from one round is new in the next', () => {
  const { kindsOf, sender } = flooded();
  sender.renewQuota();
  assert.deepEqual(kindsOf({}), whole);
});

test('what the author asks about is told', () => {
  const pattern = { kind: 'http', to: '*', method: 'GET', path: '/forbidden', text: '' } as const;
  const { kindsOf } = flooded([{ pattern, most: 1 }]);
  assert.deepEqual(kindsOf({ path: '/forbidden' }), whole);
  assert.deepEqual(kindsOf({ path: '/forbidden' }), []);
});
