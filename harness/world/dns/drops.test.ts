import assert from 'node:assert/strict';
import { endianness } from 'node:os';
import { test } from 'node:test';
import { dropsIn } from './drops.ts';

const IPV4 = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
  100: 35000014:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 1 2 0 12
  101: 08080808:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 2 2 0 3
  102: 0100007F:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 3 2 0 50
  103: 35000014:1F90 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 4 2 0 70
`;
const IPV6 = `  sl  local_address                         remote_address                        st
  100: B80D002A000000000000000053000000:0035 00000000000000000000000000000000:0000 07 0:0 00:0 0 0 0 5 2 0 4
`;

test('only drops at our own sockets on port 53 count', { skip: endianness() !== 'LE' }, () => {
  const addresses = ['20.0.0.53', '2a00:db8::53', '8.8.8.8'];
  assert.equal(dropsIn(IPV4, addresses), 15);
  assert.equal(dropsIn(IPV6, addresses), 4);
  assert.equal(dropsIn('', addresses), 0);
});
