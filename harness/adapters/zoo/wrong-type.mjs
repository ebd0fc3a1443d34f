import { listen, say } from './lines.mjs';

const answers = {
  'port.test': { targets: [{ name: 'a.test', port: '8443' }] },
  'typo.test': { targets: [{ name: 'a.test', tlsname: 'a.test' }] },
  'both.test': { targets: [], failed: { message: 'and yet' } },
  'neither.test': { status: 200 },
  'unsupported.test': { unsupported: true },
  'control.test': { targets: [{ host: 'a.test\u001b[2J' }] },
  'fine.test': { targets: [{ name: 'fine.test' }] },
};
listen({ resolve: ({ id, server }) => say({ id, ...answers[server] }) });
