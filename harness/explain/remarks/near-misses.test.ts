import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkRow } from '../testing/paste-row.ts';
import { nearMissOf } from './near-misses.ts';

/** What stands before a name, and the service that was meant. */
const TABLE: Readonly<Record<string, '_matrix-fed' | '_matrix' | 'none'>> = {
  '_matrix-fed._tcp': 'none',
  '_matrix._tcp': 'none',
  '_matrix._tls': '_matrix-fed',
  '_matrix-fed._tls': '_matrix-fed',
  '_matrix._udp': '_matrix-fed',
  '_matrix-fed._udp': '_matrix-fed',
  '_matrix._https': '_matrix-fed',
  '_matrix-fed._https': '_matrix-fed',
  '_matrix._http': '_matrix-fed',
  '_matrix_fed._tcp': '_matrix-fed',
  '_matrixfed._tcp': '_matrix-fed',
  'matrix-fed._tcp': '_matrix-fed',
  '_matrix-fed.tcp': '_matrix-fed',
  'matrix-fed.tcp': '_matrix-fed',
  'matrix._tcp': '_matrix',
  '_matrix.tcp': '_matrix',
  'matrix.tcp': '_matrix',
  '_tcp._matrix-fed': '_matrix-fed',
  '_tcp._matrix': '_matrix',
  '_matrix-fed': '_matrix-fed',
  _matrix: '_matrix',
  '_matrix-federation._tcp': '_matrix-fed',
  '_matrix-fed-tcp': '_matrix-fed',
  '_matrix-fed_tcp': '_matrix-fed',
  _matrix_tcp: '_matrix',
  '_matrix-server._tcp': '_matrix-fed',
  '_matrix-s2s._tcp': '_matrix-fed',
  '_matrix-client._tcp': '_matrix-fed',
  '_matrix-identity._tcp': '_matrix-fed',
  // One or two letters wrong.
  '_matrix-fef._tcp': '_matrix-fed',
  '_martix-fed._tcp': '_matrix-fed',
  '_matirx._tcp': '_matrix',
  '_matrix._tpc': '_matrix',
  '__matrix._tcp': '_matrix',
  // Other services, and names of hosts.
  '_sip._tcp': 'none',
  '_xmpp-server._tcp': 'none',
  '_imaps._tcp': 'none',
  _dmarc: 'none',
  matrix: 'none',
  www: 'none',
};

for (const [labels, meant] of Object.entries(TABLE))
  test(`${labels} ${meant === 'none' ? 'is no near miss' : `is nearly ${meant}`}`, () =>
    assert.equal(nearMissOf(labels)?.meant ?? 'none', meant));

test('a name that every object has is no near miss', () =>
  assert.equal(nearMissOf('constructor'), undefined));

test('a near miss is told of below the delegated name, too', () =>
  checkRow({
    web: '{"m.server": "fed.example.org"}',
    zone: '_matrix-fed._udp.fed.example.org. 300 IN SRV 1 1 8448 hs.example.org.',
    exit: 3,
    says: 'paste the SRV records of _matrix-fed._tcp.fed.example.org',
    remarks: ['near-miss'],
    first: 'name the record _matrix-fed._tcp.fed.example.org',
  }));
