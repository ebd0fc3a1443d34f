import type { ListenerId } from '../../model/index.ts';
import type { Decision, FetchFact, NoAnswer, Obstacle, ServiceAnswer, Unreached } from './decision.ts';

/** The sentence of a decision, without its step and its clause. */
export function decisionText(decision: Decision): string {
  switch (decision.kind) {
    case 'name':
      return `${decision.name} is ${NAMES[decision.is]}${decision.port ? ' with a port' : ''}`;
    case 'invalid-name':
      return `${JSON.stringify(decision.name)} is no server name: ${decision.why}`;
    case 'odd-punycode':
      return `${decision.name} is no label of IDNA, and is looked up as it is written`;
    case 'address':
      return decision.literal
        ? `${decision.name} is an IP address: port ${decision.port} is next`
        : `the addresses of ${decision.name} on port ${decision.port} are next`;
    case 'alias':
      return `${decision.name} is an alias of ${decision.aliases.join(', then ')}`;
    case 'changing-addresses':
      return `the addresses of ${decision.name} change; the first answer that arrives is taken`;
    case 'service-binding':
      return `the HTTPS or SVCB record of ${decision.name} plays no part`;
    case 'dns':
      return `${decision.type} ${decision.name}: ${serviceText(decision.answer)}`;
    case 'certificate':
      return `the certificate of ${either(decision.to)} is valid for ${decision.name}`;
    case 'request':
      return `the request goes to ${either(decision.to)} with Host ${decision.host}`;
    case 'no-request':
      return `no request is sent: ${obstacleText(decision.because)}`;
    default:
      return fetchText(decision);
  }
}

const NAMES = { ipv4: 'an IPv4 address', ipv6: 'an IPv6 address', dns: 'a DNS name' };

function fetchText(fact: FetchFact): string {
  switch (fact.kind) {
    case 'no-address':
      return `${fact.name} has no address (${fact.why}): no well-known file`;
    case 'http':
      return `GET ${fact.url} at ${either(fact.at)}: ${fact.status ?? 'nothing that can be read'}`;
    case 'unreadable':
      return `${fact.why}: no well-known file`;
    case 'invalid-certificate':
      return certificateText(fact);
    case 'no-answer':
      return `no answer from ${fact.host}:${fact.port} (${noAnswerText(fact.because)}): no well-known file`;
    case 'redirect':
      return `status ${fact.status} leads on to ${fact.url}`;
    case 'redirect-nowhere':
      return `status ${fact.status} leads nowhere: ${fact.why}`;
    case 'redirect-to-http':
      return `${fact.url} would be clear text`;
    case 'redirect-loop':
      return `${fact.url} was asked for before: a loop`;
    case 'many-redirects':
      return fact.ended
        ? `${fact.count} redirects are too many`
        : `still no end after ${fact.count} redirects`;
    case 'body':
      return BODIES[fact.is];
    case 'no-delegation':
      return `no delegation: ${fact.why}`;
    case 'delegated':
      return `delegated to ${fact.name}`;
    default:
      return fact satisfies never;
  }
}

const BODIES = {
  'broken-off': 'the connection ends in the middle of the body: no well-known file',
  endless: 'the answer does not come to its end: no well-known file',
  'too-much': 'the body takes too long or is too large: no well-known file',
};

function serviceText(answer: ServiceAnswer): string {
  switch (answer.kind) {
    case 'found':
      return answer.records
        .map(({ priority, weight, port, target }) => `${priority} ${weight} ${port} ${target}`)
        .join(', ');
    case 'none':
      return `not found (${answer.why})`;
    case 'failed':
      return answer.why;
    default:
      return answer satisfies never;
  }
}

function obstacleText(obstacle: Obstacle): string {
  switch (obstacle.kind) {
    case 'certificate':
      return certificateText(obstacle);
    case 'clear-text':
      return `${obstacle.at} does not speak TLS`;
    case 'fault':
      return noAnswerText(obstacle);
    case 'unreached':
      return obstacle.tried.map(noAnswerText).join(', ') || 'there is no address';
    case 'no-address':
      return `${obstacle.name} has no address (${obstacle.why})`;
    case 'no-target-address':
      return `no address for ${obstacle.targets.join(', ')}`;
    case 'no-target':
      return 'the only target is .';
    case 'dns':
      return `SRV: ${obstacle.why}`;
    default:
      return obstacle satisfies never;
  }
}

const certificateText = ({ at, why }: { readonly at: string; readonly why: string }): string =>
  `the certificate of ${at} is not valid: ${why}`;

function noAnswerText(because: NoAnswer): string {
  return because.kind === 'fault' ? `${because.at}: ${because.fault}` : unreachedText(because);
}

function unreachedText(unreached: Unreached): string {
  switch (unreached.kind) {
    case 'nobody':
      return `nobody is at ${unreached.address}`;
    case 'refused':
      return `${unreached.at} refuses`;
    case 'silent':
      return `${unreached.at} swallows packets`;
    case 'unreachable':
      return `${unreached.at} has no route`;
    case 'no-such-port':
      return `port ${unreached.port} does not exist`;
    case 'no-address':
      return `${unreached.name} has no address`;
    default:
      return unreached satisfies never;
  }
}

/** Names a person would use for a list of listeners. */
function either(ids: readonly ListenerId[]): string {
  return [...new Set(ids)].join(' or ');
}
