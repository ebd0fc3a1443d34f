import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { connect as connectTcp, createServer, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { after, before, type TestContext, test } from 'node:test';
import { connect } from 'node:tls';
import { keysOf } from '../../base/index.ts';
import type { Event } from '../../evidence/index.ts';
import { type Fault, getsAsFarAs } from '../../model/index.ts';
import { openWorld } from '../open-world.ts';
import { certFor, listener, sampleCase } from '../testing/sample-case.ts';
import type { OpenCase, World } from '../world.ts';
import { HANDLERS } from './handlers.ts';

const IPV4 = '20.1.3.1';
const IPV6 = '2a00:db8:1::301';
const BOTH = [IPV4, IPV6];
const homeserver = { keysFor: 'one.faults.test', badSignature: false };

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world[Symbol.asyncDispose]());

async function opened(t: TestContext, fault: Fault): Promise<OpenCase> {
  const open = await world.open(
    sampleCase('faults/one', {
      hosts: [
        {
          label: 'origin',
          ipv4: IPV4,
          ipv6: IPV6,
          listeners: [
            listener('origin', 8448, { fault, cert: certFor('one.faults.test'), homeserver }),
            listener('origin', 443, { cert: certFor('one.faults.test') }),
          ],
        },
      ],
    }),
  );
  t.after(async () => {
    await open[Symbol.asyncDispose]();
  });
  open.handOver();
  return open;
}

const told = (open: OpenCase): string[] =>
  open.events.map((event: Event) => (event.kind === 'close' ? `close: ${event.how}` : event.kind));

function closing(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.on('close', () => resolve());
  });
}

async function errorOf(socket: Socket): Promise<string | undefined> {
  const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
  return error.code;
}

/** Resolves when a case has seen this many events. */
function count(open: OpenCase, events: number): Promise<void> {
  return new Promise((resolve) => {
    const check = (): void => {
      if (open.events.length >= events) resolve();
    };
    open.onEvent(check);
    check();
  });
}

/** The ClientHello of Node, caught on its way. */
function hello(): Promise<Buffer> {
  return new Promise((resolve) => {
    const way = new Duplex({
      read() {},
      write(chunk: Buffer, _encoding, done) {
        resolve(chunk);
        done();
      },
    });
    connect({ socket: way, servername: 'one.faults.test' }).on('error', () => {});
  });
}

/** Everything that comes back for these bytes, up to the end. */
async function answerTo(address: string, bytes: Buffer | string): Promise<Buffer> {
  const socket = connectTcp(8448, address);
  socket.write(bytes);
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

interface FaultTest {
  readonly what: string;
  readonly check: (open: OpenCase) => Promise<void>;
}

/** A fatal alert is all that comes, whatever is asked for, and the connection ends. */
function alerting(fault: Fault, octets: string, code: string): FaultTest {
  return {
    what: 'the hello is recorded, and answered with the alert',
    async check(open) {
      const bytes = await hello();
      const answers = await Promise.all(BOTH.map((address) => answerTo(address, bytes)));
      for (const each of answers) assert.equal(each.toString('hex'), octets);
      await count(open, 6);
      assert.deepEqual(told(open).sort(), [
        `close: fault ${fault}`,
        `close: fault ${fault}`,
        'tcp',
        'tcp',
        'tls',
        'tls',
      ]);
      const socket = connect({ host: IPV4, port: 8448, servername: 'one.faults.test' });
      const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
      assert.match(error.code ?? '', new RegExp(`^ERR_SSL_.*_${code}$`));
    },
  };
}

const TESTS: Readonly<Record<Fault, FaultTest>> = {
  'alert-handshake-failure': alerting('alert-handshake-failure', '15030300020228', 'HANDSHAKE_FAILURE'),
  'alert-unrecognized-name': alerting('alert-unrecognized-name', '15030300020270', 'UNRECOGNIZED_NAME'),
  'alert-internal-error': alerting('alert-internal-error', '15030300020250', 'INTERNAL_ERROR'),
  'alert-protocol-version': alerting('alert-protocol-version', '15030300020246', 'PROTOCOL_VERSION'),
  reset: {
    what: 'the connection succeeds and is reset',
    async check(open) {
      for (const address of BOTH) {
        const socket = connectTcp(8448, address);
        socket.on('error', () => {});
        await once(socket, 'connect');
        socket.write('x');
        assert.equal(await errorOf(socket), 'ECONNRESET');
      }
      await count(open, 4);
      assert.deepEqual(told(open).sort(), ['close: fault reset', 'close: fault reset', 'tcp', 'tcp']);
    },
  },
  close: {
    what: 'the connection succeeds and ends without a reset',
    async check(open) {
      const socket = connectTcp(8448, IPV4);
      socket.resume();
      socket.write('hello');
      const [hadError] = (await once(socket, 'close')) as [boolean];
      assert.equal(hadError, false);
      await count(open, 2);
      assert.deepEqual(told(open), ['tcp', 'close: fault close']);
    },
  },
  'stall-tcp': {
    what: 'accepted, and then nothing until the case is closed',
    async check(open) {
      const socket = connectTcp(8448, IPV4);
      socket.on('error', () => {});
      let received = 0;
      socket.on('data', (chunk) => {
        received += chunk.length;
      });
      await once(socket, 'connect');
      socket.write(Buffer.alloc(4096, 22));
      await count(open, 1);
      const closed = closing(socket);
      await open[Symbol.asyncDispose]();
      await closed;
      assert.equal(received, 0);
      assert.deepEqual(told(open)[0], 'tcp');
      assert.ok(!told(open).includes('tls'));
    },
  },
  'stall-tls': {
    what: 'the hello is recorded and never answered',
    async check(open) {
      const socket = connect({ host: IPV6, port: 8448, servername: 'one.faults.test' });
      socket.on('error', () => {});
      await count(open, 2);
      assert.deepEqual(told(open), ['tcp', 'tls']);
      socket.destroy();
      await count(open, 3);
      assert.equal(told(open)[2], 'close: given up by the client');
      const end = open.events.find((event) => event.kind === 'close');
      assert.equal(end?.shown, undefined, 'no certificate was shown');
    },
  },
  garbage: {
    what: 'the hello is recorded, and answered with the same octets each time',
    async check(open) {
      const bytes = await hello();
      const answers = await Promise.all(BOTH.map((address) => answerTo(address, bytes)));
      const [first, second] = answers;
      assert.ok(first && second);
      assert.equal(first.length, 512);
      assert.deepEqual(first, second);
      await count(open, 6);
      assert.deepEqual(told(open).sort(), [
        'close: fault garbage',
        'close: fault garbage',
        'tcp',
        'tcp',
        'tls',
        'tls',
      ]);
      const socket = connect({ host: IPV4, port: 8448, servername: 'one.faults.test' });
      const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
      assert.match(error.code ?? '', /^ERR_SSL_/);
    },
  },
  'plain-http': {
    what: 'a hello gets a clear-text answer, and clear text all there is',
    async check(open) {
      const refused = (await answerTo(IPV4, await hello())).toString();
      assert.match(refused, /^HTTP\/1\.1 400 Bad Request\r\n/);
      await count(open, 3);
      assert.deepEqual(told(open), ['tcp', 'tls', 'close: fault plain-http']);
      const asked = 'GET /_matrix/federation/v1/version HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';
      const answered = (await answerTo(IPV6, asked)).toString();
      assert.match(answered, /^HTTP\/1\.1 200 OK\r\n[\s\S]*"name":"Signpost"/);
      await count(open, 6);
      const request = open.events.find((event) => event.kind === 'http');
      assert.equal(
        request?.kind === 'http' && `${request.hostHeader} ${request.sni} ${request.status}`,
        'x null 200',
      );
    },
  },
  unreachable: {
    what: 'no route to this port, and the other ports as ever',
    async check(open) {
      for (const address of BOTH) {
        assert.match((await errorOf(connectTcp(8448, address))) ?? '', /^E(HOST|NET)UNREACH$/);
        assert.equal(await errorOf(connectTcp(8449, address)), 'ECONNREFUSED');
        await once(connectTcp(443, address).end(), 'close');
      }
      await open.flush();
      assert.ok(!open.events.some((event) => event.kind === 'tcp' && event.port === 8448));
    },
  },
  blackhole: {
    what: 'this port never answers, and the other ports as ever',
    async check(open) {
      const outcomes = await Promise.all(BOTH.map((address) => errorOf(connectTcp(8448, address))));
      assert.deepEqual(outcomes, ['ETIMEDOUT', 'ETIMEDOUT']);
      for (const address of BOTH) assert.equal(await errorOf(connectTcp(8449, address)), 'ECONNREFUSED');
      assert.deepEqual(told(open), []);
    },
  },
};

for (const fault of keysOf(TESTS)) {
  const { what, check } = TESTS[fault];
  test(`${fault}: ${what}`, async (t) => {
    const open = await opened(t, fault);
    await check(open);
    // What lint and the oracle take from the row of the fault.
    const kinds = (['tcp', 'tls', 'http'] as const).filter((kind) =>
      open.events.some((event) => event.kind === kind && event.port === 8448),
    );
    assert.deepEqual(
      kinds,
      (['tcp', 'tls', 'http'] as const).filter((kind) => getsAsFarAs(kind, fault)),
    );
  });
}

test('a port that is not declared refuses, and so do all of them once the case is closed', async (t) => {
  const open = await opened(t, 'reset');
  const idle = connectTcp(443, IPV4);
  await once(idle, 'connect');
  await count(open, 1);
  idle.on('error', () => {});
  const closed = closing(idle);
  await open[Symbol.asyncDispose]();
  await closed;
  for (const port of [443, 8448]) assert.equal(await errorOf(connectTcp(port, IPV4)), 'ECONNREFUSED');
});

test('no routing rule is left behind', async (t) => {
  const rules = (): string => `${execFileSync('ip', ['rule'])}${execFileSync('ip', ['-6', 'rule'])}`;
  const none = rules();
  for (const fault of keysOf(HANDLERS).filter((each) => HANDLERS[each].at === 'route')) {
    const open = await opened(t, fault);
    assert.notEqual(rules(), none);
    await open[Symbol.asyncDispose]();
    assert.equal(rules(), none);
  }
});

test('many black holes at once are one matter of routing', async () => {
  const cases = await Promise.all(
    Array.from({ length: 40 }, (_, index) =>
      world.open(
        sampleCase(`faults/many-${index}`, {
          hosts: [
            {
              label: 'origin',
              ipv4: `20.1.4.${index}`,
              ipv6: `2a00:db8:1::4${index}`,
              listeners: [listener('origin', 8448, { fault: 'blackhole' })],
            },
          ],
        }),
      ),
    ),
  );
  const rules =
    execFileSync('ip', ['rule'])
      .toString()
      .match(/dport 8448/g) ?? [];
  assert.equal(rules.length, 40);
  await Promise.all(cases.map((open) => open[Symbol.asyncDispose]()));
  assert.doesNotMatch(execFileSync('ip', ['rule']).toString(), /dport/);
});

test('a port that somebody else holds is an error that says so, and leaves nothing open', async (t) => {
  const stranger = createServer().listen(8448, IPV4);
  await once(stranger, 'listening');
  await assert.rejects(opened(t, 'reset'), { name: 'HarnessError', code: 'port-taken' });
  assert.equal(await errorOf(connectTcp(443, IPV4)), 'ECONNREFUSED');
  stranger.close();
  await once(stranger, 'close');
  await opened(t, 'reset');
});
