import { orderSrv, type SrvChoice } from '../srv-order.ts';
import type { Mutant } from './mutant.ts';

/** How the numbers of SRV records are compared. */
export const srvPriorities: readonly Mutant[] = [
  {
    name: 'srv-priority-as-text',
    title: 'Compares SRV priorities as text, so that 10 comes before 9',
    replaces: { orderSrv: inOrderOf((a, b) => (String(a) < String(b) ? -1 : 1)) },
  },
  {
    name: 'srv-priority-zero-is-unset',
    title: 'Takes an SRV priority of 0 for none, and tries that record last',
    replaces: {
      orderSrv: inOrderOf((a, b) => (a || Number.POSITIVE_INFINITY) - (b || Number.POSITIVE_INFINITY)),
    },
  },
  {
    name: 'srv-priority-signed',
    title: 'Reads an SRV priority as a signed number, so that 65535 comes first',
    replaces: { orderSrv: inOrderOf((a, b) => signed(a) - signed(b)) },
  },
  {
    name: 'srv-priority-in-one-octet',
    title: 'Reads the lower octet of an SRV priority, so that 256 comes before 255',
    replaces: { orderSrv: inOrderOf((a, b) => (a & 0xff) - (b & 0xff)) },
  },
  {
    name: 'srv-priority-and-weight-added',
    title: 'Sorts SRV records by the sum of priority and weight',
    replaces: {
      orderSrv: (records) => records.toSorted((a, b) => a.priority + a.weight - b.priority - b.weight),
    },
  },
  {
    name: 'srv-weight-zero-never',
    title: 'Never draws an SRV record of weight 0 beside others of its priority',
    replaces: {
      orderSrv: (records) =>
        orderSrv(
          records.filter(
            ({ priority, weight }) =>
              weight > 0 || !records.some((other) => other.priority === priority && other.weight > 0),
          ),
        ),
    },
  },
  {
    name: 'srv-record-of-zeros-dropped',
    title: 'Drops an SRV record whose priority and weight are 0',
    replaces: {
      orderSrv: (records) => {
        const filled = records.filter(({ priority, weight }) => priority + weight > 0);
        return orderSrv(filled.length > 0 ? filled : records);
      },
    },
  },
];

/** Drawn by weight, as they should be, within each priority. */
function inOrderOf(compare: (a: number, b: number) => number) {
  return (records: readonly SrvChoice[]): readonly SrvChoice[] => {
    const priorities = [...new Set(records.map(({ priority }) => priority))].sort(compare);
    return priorities.flatMap((priority) => orderSrv(records.filter((one) => one.priority === priority)));
  };
}

function signed(priority: number): number {
  return priority < 0x8000 ? priority : priority - 0x10000;
}
