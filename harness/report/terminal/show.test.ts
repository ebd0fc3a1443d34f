import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Host } from '../../model/index.ts';
import { consultOracle } from '../../oracle/index.ts';
import { loadCases } from '../../scenario/index.ts';
import { plain } from './paint.ts';
import { traceLines } from './trace.ts';
import { worldTable } from './world-table.ts';

const { cases } = loadCases({ root: new URL('../../../', import.meta.url).pathname, selectors: [] });

test('the table of a world has a row for each name and each listener', () => {
  const [c] = cases.filter(({ id }) => id === 'well-known/srv-of-delegate');
  assert.ok(c);
  const table = worldTable(c).map((line) => line.replace(/ {2,}/g, ' | '));
  const { ipv4 } = c.hosts.find(({ label }) => label === 'target') ?? {};
  assert.ok(table.includes(`_matrix-fed._tcp.fed.${c.name} | SRV | 10 5 8443 hs.${c.name}`));
  assert.ok(table.includes(`hs.${c.name} | A | ${ipv4} (target)`));
  assert.ok(table.includes(`target:8443 | ${ipv4} | certificate fed.${c.name} | homeserver`));
  assert.ok(
    table.some((line) =>
      /^origin:443 .*\/\.well-known\/matrix\/server → 200 \{"m\.server":"fed\.\S+"\}$/.test(line),
    ),
  );
});

test('the table has a row for each virtual host below its listener', () => {
  const [c] = cases.filter(({ id }) => id === 'virtual-hosts/port-of-the-site#own-site-without-port');
  assert.ok(c);
  const table = worldTable(c).map((line) => line.replace(/ {2,}/g, ' | '));
  const at = table.findIndex((line) => line.startsWith('target:8443'));
  assert.match(table[at] ?? '', / \| certificate fed\.\S+ \| homeserver \(every answer 503\)$/);
  assert.deepEqual(table.slice(at + 1), [
    ` | with Host fed.${c.name}:8443 | homeserver`,
    ` | with Host fed.${c.name} | homeserver (every answer 404)`,
  ]);
});

test('the table has what the machine knows besides: its hosts file, and a second name server', () => {
  const tableOf = (id: string) => {
    const [c] = cases.filter((each) => each.id === id);
    assert.ok(c);
    const ipv4 = (of: string) => c.hosts.find(({ label }) => label === of)?.ipv4;
    return { c, ipv4, table: worldTable(c).map((line) => line.replace(/ {2,}/g, ' | ')) };
  };
  const listed = tableOf('dns/hosts-file#address');
  assert.ok(listed.table.includes(`${listed.c.name} | hosts file | ${listed.ipv4('listed')} (listed)`));
  const two = tableOf('dns/two-name-servers#first-knows-none');
  const owner = `_matrix-fed._tcp.${two.c.name}`;
  assert.ok(
    two.table.includes(`${owner} | SRV | 10 1 8449 hs.${two.c.name}, at the second name server`),
    two.table.join('\n'),
  );
});

test('the table says how an answer is delivered', () => {
  const answerIn = (id: string) => {
    const [c] = cases.filter((each) => each.id === id);
    assert.ok(c);
    return worldTable(c).find((line) => line.includes('/.well-known/matrix/server →'));
  };
  assert.match(
    answerIn('well-known/endless#slow') ?? '',
    / \(64 bytes every 250 ms, then spaces for ever\)$/,
  );
  assert.match(answerIn('well-known/cut-off#in-a-chunk') ?? '', / \(chunked, cut off at half\)$/);
  assert.match(answerIn('offline/broken-answer#half-a-head') ?? '', /→ "HTTP\/1\.1 200 OK\\r\\n/);
});

test('every case of the library can be shown: one row a record set, a line of the hosts file, a listener and a virtual host, no line with a gap at its end', () => {
  for (const c of cases) {
    const rows = worldTable(c);
    const { hosts: listed = {}, secondServer = {} } = c.machine ?? {};
    const sets = [c.zone, secondServer].flatMap(Object.values).flat().length + Object.keys(listed).length;
    const rowsOf = (host: Host) =>
      host.listeners.reduce((sum, { vhosts = [] }) => sum + 1 + vhosts.length, 0) || 1;
    const listeners = c.hosts.reduce((sum, host) => sum + rowsOf(host), 0);
    assert.equal(rows.length, sets + 1 + listeners, c.id);
    assert.equal(
      rows.some((row) => row !== row.trimEnd()),
      false,
      c.id,
    );
    const outcome = consultOracle(c);
    assert.equal(traceLines(outcome, plain).length, outcome.trace.length + outcome.open.length);
  }
});

test('a trace line has its step, its clause and its words', () => {
  const [c] = cases.filter(({ id }) => id === 'well-known/srv-of-delegate');
  assert.ok(c);
  const lines = traceLines(consultOracle(c), plain);
  assert.ok(
    lines.some((line) => /^3\.3 +S33-a +\S/.test(line)),
    lines.join('\n'),
  );
});
