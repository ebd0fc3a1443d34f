import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseServerName } from './server-name.ts';

const VALID: [text: string, kind: string, host: string, port?: number | undefined, open?: string[]][] = [
  ['matrix.test', 'dns', 'matrix.test'],
  ['matrix.test:8888', 'dns', 'matrix.test', 8888],
  ['1.2.3.4', 'ipv4', '1.2.3.4'],
  ['1.2.3.4:1234', 'ipv4', '1.2.3.4', 1234],
  ['[1234:5678::abcd]', 'ipv6', '1234:5678::abcd'],
  ['[1234:5678::abcd]:5678', 'ipv6', '1234:5678::abcd', 5678],
  ['[::ffff:127.0.0.1]', 'ipv6', '::ffff:127.0.0.1'],
  ['[0:0:0:0:0:0:0:1]', 'ipv6', '0:0:0:0:0:0:0:1'],
  ['[2001:DB8::ABCD]:443', 'ipv6', '2001:DB8::ABCD', 443],
  ['[::]', 'ipv6', '::'],
  ['255.255.255.255', 'ipv4', '255.255.255.255'],
  ['0.0.0.0', 'ipv4', '0.0.0.0'],
  ['xn--bcher-kva.test', 'dns', 'xn--bcher-kva.test'],
  ['MiXeD.Test:8448', 'dns', 'MiXeD.Test', 8448],
  ['localhost', 'dns', 'localhost'],
  ['a', 'dns', 'a'],
  ['a--b.test', 'dns', 'a--b.test'],
  [`${'a.'.repeat(127)}a`, 'dns', `${'a.'.repeat(127)}a`],
  ['256.1.1.1', 'dns', '256.1.1.1', undefined, ['AMB-18']],
  ['1.2.3', 'dns', '1.2.3', undefined, ['AMB-18']],
  ['127.1', 'dns', '127.1', undefined, ['AMB-18']],
  ['2130706433', 'dns', '2130706433', undefined, ['AMB-18']],
  ['0x7f000001', 'dns', '0x7f000001', undefined, ['AMB-18']],
  ['1.2.3.4.5', 'dns', '1.2.3.4.5', undefined, ['AMB-18']],
  ['010.0.0.1', 'ipv4', '010.0.0.1', undefined, ['AMB-18']],
  ['sn.test.', 'dns', 'sn.test.', undefined, ['AMB-19']],
  ['1.2.3.4.', 'dns', '1.2.3.4.', undefined, ['AMB-19']],
  ['sn.test:0', 'dns', 'sn.test', 0, ['AMB-17']],
  ['sn.test:65535', 'dns', 'sn.test', 65535],
  ['sn.test:65536', 'dns', 'sn.test', 65536, ['AMB-17']],
  ['sn.test:99999', 'dns', 'sn.test', 99999, ['AMB-17']],
  ['sn.test:08448', 'dns', 'sn.test', 8448, ['AMB-17']],
  ['a..b', 'dns', 'a..b', undefined, ['G-6']],
  ['.a', 'dns', '.a', undefined, ['G-6']],
  ['.', 'dns', '.', undefined, ['AMB-19', 'G-6']],
  ['-a.test', 'dns', '-a.test', undefined, ['G-6']],
  [`${'a'.repeat(64)}.test`, 'dns', `${'a'.repeat(64)}.test`, undefined, ['G-6']],
];

const INVALID: [text: string, clause: string][] = [
  ['', 'G-1'],
  [' sn.test', 'G-1'],
  ['sn.test ', 'G-1'],
  ['sn.test\n', 'G-1'],
  ['https://sn.test', 'G-1'],
  ['u@sn.test', 'G-1'],
  ['sn.test/x', 'G-1'],
  ['sn.test?q', 'G-1'],
  ['sn.test:', 'G-2'],
  ['sn.test:123456', 'G-2'],
  ['sn.test:8a', 'G-2'],
  ['sn.test:-1', 'G-2'],
  ['[::1]:', 'G-2'],
  ['[::1]:99999999', 'G-2'],
  ['[::1', 'G-4'],
  ['::1]', 'G-4'],
  ['[]', 'G-4'],
  ['[1.2.3.4]', 'G-4'],
  ['[:::1]', 'G-4'],
  ['[::1]x', 'G-4'],
  ['[::1]8448', 'G-4'],
  ['[::1][::2]', 'G-4'],
  ['[::g]', 'G-4'],
  ['sn[::1].test', 'G-4'],
  [':8448', 'G-5'],
  ['a'.repeat(256), 'G-5'],
  ['sn%2Etest', 'G-10'],
  ['bücher.test', 'G-11'],
  ['sn。test', 'G-11'],
  ['sn_x.test', 'G-12'],
  ['*.test', 'G-12'],
  ['sn~x.test', 'G-12'],
  ['[fe80::1%25eth0]', 'G-14'],
  ['[fe80::1%eth0]', 'G-14'],
  ['::1', 'G-15'],
  ['2001:db8::5', 'G-15'],
];

test('valid names keep their spelling, and say what is open about them', () => {
  for (const [text, kind, host, port, open = []] of VALID) {
    const name = parseServerName(text);
    assert.ok(name.ok, text);
    assert.deepEqual(
      { kind: name.kind, host: name.host, port: name.port, text: name.text, open: name.open },
      { kind, host, port, text, open },
    );
  }
});

test('the digits of a port are kept as written', () => {
  const name = parseServerName('sn.test:08448');
  assert.ok(name.ok);
  assert.equal(name.portText, '08448');
});

test('invalid names say why, with the clause', () => {
  for (const [text, clause] of INVALID) {
    const name = parseServerName(text);
    assert.ok(!name.ok, `${JSON.stringify(text)} was accepted`);
    assert.equal(name.clause, clause, JSON.stringify(text));
    assert.ok(name.why.length > 10);
  }
});
