import type { Mutant } from './mutant.ts';

export const ignoresSrvTarget: Mutant = {
  meta: {
    name: 'ignores-srv-target',
    title: 'Takes only the port from an SRV record and connects to the address of the name itself',
    see: ['https://github.com/matrix-construct/tuwunel/issues/159'],
    replaces: 'srvTarget',
  },
  parts: { srvTarget: (record, deciding) => ({ name: deciding.host, port: record.port }) },
};
