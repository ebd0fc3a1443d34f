import { withPort } from '../model/index.ts';
import {
  type Decision,
  decisionText,
  type Gap,
  type MissingFact,
  type OpenConsultation,
  type OpenWay,
  type Outcome,
  type Supposition,
} from '../oracle/index.ts';
import { addressed } from './addressed.ts';

/** Where a request goes, and what must be there. */
export function reachedLines({ connect }: Outcome): readonly string[] {
  return connect.flatMap(({ to, host, sni, cert }) => [
    `connect to  ${placesText(to)}`,
    `Host        ${host}`,
    `SNI         ${sni ?? 'none, as for every IP address'}`,
    `certificate valid for ${cert}`,
  ]);
}

export function placesText(ids: readonly string[]): string {
  return [...new Set(addressed(ids))].join(' or ');
}

/** Why they get nowhere, where that is so, as the rest of a sentence. */
export function whyUnreached({ connect, trace }: Outcome): string | undefined {
  if (connect.length > 0) return undefined;
  const last = trace.at(-1);
  if (last?.kind === 'no-request' && last.because.kind === 'dns') {
    const asked = trace.findLast((decision) => decision.kind === 'dns');
    return `the SRV records of ${asked?.name} could not be asked for (${last.because.why})`;
  }
  return last ? decisionText(last).replace(/^no request is sent: /, '') : 'there is no way to it';
}

/** The fact that is needed next, and a line or more for each way in which it can turn out. */
export function gapLines({ gap, trace, ways }: OpenConsultation): string[] {
  return [
    `${neededText(gap)}${PASTE[gap.kind]}`,
    ...ways.flatMap((way) => {
      const supposed = `if ${supposedText(gap, way.supposing)}:`;
      const [first = '', ...further] = endLines(way, gap, trace);
      return further.length > 0
        ? [supposed, ...[first, ...further].map((line) => `  ${line}`)]
        : [`${supposed} ${first}`];
    }),
  ];
}

/** What comes of a supposition, one line where nothing else is in doubt. */
function endLines({ supposing, leadsTo }: OpenWay, gap: Gap, before: readonly Decision[]): readonly string[] {
  switch (leadsTo.kind) {
    case 'settled':
      return outcomeLines(leadsTo.outcome, supposing, before);
    case 'open': {
      const { gap: next, trace } = leadsTo;
      const decided = trace.slice(before.length).map(decidedText);
      const goal = next.kind === 'connection' ? goalLines(leadsTo) : [];
      return [...decided, ...goal, ...withLabel(gapLines(leadsTo))];
    }
    case 'beyond':
      return [leadsTo.why === 'limit' ? 'more is missing than anybody would read' : CONTENT[gap.kind]];
    default:
      return leadsTo satisfies never;
  }
}

function outcomeLines(
  outcome: Outcome,
  supposing: Supposition,
  before: readonly Decision[],
): readonly string[] {
  const [reached] = outcome.connect;
  // What was decided since then is certain, unless it is about the very thing that is supposed.
  const certain = supposing === 'no-file' || supposing === 'no-service';
  if (!certain) {
    const open = outcome.open.map(({ id }) => `, open: ${id}`).join('');
    return reached
      ? [`they reach it at ${placesText(reached.to)}`]
      : [`nobody reaches it (${outcome.clauses.to}${open})`];
  }
  const decided = outcome.trace.slice(before.length).map(decidedText);
  return [...decided, ...(reached ? reachedLines(outcome) : ['nobody reaches it'])];
}

function goalLines({ ways }: OpenConsultation): readonly string[] {
  const [best] = ways;
  return best?.leadsTo.kind === 'settled' ? reachedLines(best.leadsTo.outcome) : [];
}

const decidedText = (decision: Decision): string => `${decisionText(decision)} (${decision.clause})`;

function withLabel([first = '', ...further]: readonly string[]): readonly string[] {
  return [`not known: ${first}`, ...further];
}

const PASTE: Readonly<Record<Gap['kind'], string>> = {
  file: ' (paste it with --well-known)',
  service: '',
  connection: '',
};

const CONTENT: Readonly<Record<Gap['kind'], string>> = {
  file: 'what it says decides',
  service: 'their targets decide',
  connection: '',
};

function neededText(gap: Gap): string {
  // Who gets the file has found its address, and has connected.
  if (gap.kind === 'file') return `what ${gap.url} answers`;
  return [...new Set(gap.needs.map(missingText))].join(', and ');
}

function missingText(fact: MissingFact): string {
  switch (fact.kind) {
    case 'dns':
      return `the ${fact.types.join(' and ')} records of ${fact.name}`;
    case 'connection': {
      const { address, port } = fact.endpoint;
      return `what is at ${withPort(address, port)}`;
    }
    case 'http':
      return `what ${fact.url} answers`;
    default:
      return fact satisfies never;
  }
}

function supposedText(gap: Gap, supposing: Supposition): string {
  switch (supposing) {
    case 'no-file':
      return 'there is no such file, or none that counts';
    case 'file':
      return 'it delegates or redirects';
    case 'no-service':
      return 'there are none';
    case 'failure':
      return 'the question fails, or nobody answers it';
    case 'service':
      return 'there are some';
    case 'reached':
      return `something answers there, with a certificate that is valid for ${certOf(gap)}`;
    case 'uncertified':
      return 'something answers there, without such a certificate';
    case 'unreached':
      return gap.needs.some(({ kind }) => kind === 'dns')
        ? 'there is no address, or nobody can connect there'
        : 'nobody can connect there';
    default:
      return supposing satisfies never;
  }
}

const certOf = (gap: Gap): string => (gap.kind === 'connection' ? gap.target.cert : '');
