import { isProgram } from '../../base/index.ts';
import type { DnsLoad } from '../dns-load.ts';
import type { Figure } from '../figure.ts';
import type { Measurement } from '../measurement.ts';
import { median } from '../median.ts';

const CASES = 1000;
/** Twice what the reference says of itself, and more than any implementation we know allows. */
const PARALLEL = 128;
const SECONDS = 3;
const PAIRS = 3;

export const lostQuestions: Measurement = {
  name: 'lost',
  summary: 'DNS questions lost at full parallelism with the receive buffer that Linux gives',
  async measure(lab) {
    lab.say('certificates');
    await lab.trial('warm', { cases: CASES });
    lab.say(`${CASES} cases, ${PARALLEL} at once`);
    const { dropped, exchanges } = await lab.trial('engine', {
      cases: CASES,
      parallel: PARALLEL,
      systemBuffer: true,
    });
    return [
      {
        name: 'lost',
        what: `DNS questions lost with ${PARALLEL} cases at once and the default buffer`,
        value: dropped,
        unit: 'questions',
        target: { kind: 'at most', value: 0 },
        detail: `of ${exchanges.questions}`,
      },
    ];
  },
};

interface Pair {
  readonly ours: DnsLoad;
  readonly theirs: DnsLoad;
}

const NSD = { name: 'nsd', what: 'DNS questions a second, ours ÷ NSD', unit: '×' } as const;

export const nameServer: Measurement = {
  name: 'nsd',
  summary: "our name server against Debian's NSD, in questions a second",
  async measure(lab) {
    if (!(await isProgram('nsd'))) return [{ ...NSD, detail: 'skipped: apt-get install nsd dnsperf' }];
    const pairs: Pair[] = [];
    for (let pair = 1; pair <= PAIRS; pair++) {
      lab.say(`pair ${pair} of ${PAIRS}`);
      const ours = await lab.trial('questions', { server: 'signpost', seconds: SECONDS });
      pairs.push({ ours, theirs: await lab.trial('questions', { server: 'nsd', seconds: SECONDS }) });
    }
    return [against(pairs)];
  },
};

function against(pairs: readonly Pair[]): Figure {
  const each = (side: keyof Pair) => median(pairs.map((pair) => pair[side].perSecond)).toFixed(0);
  const client =
    pairs[0]?.ours.client === 'dnsperf' ? 'dnsperf' : 'a client of our own, which is the slower side';
  return {
    ...NSD,
    value: median(pairs.map(({ ours, theirs }) => ours.perSecond / theirs.perSecond)),
    detail: `${each('ours')} ÷ ${each('theirs')} a second, ${PAIRS} pairs; asked by ${client}`,
  };
}
