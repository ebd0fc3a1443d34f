import type { Case, HttpAnswer, Listener, Route } from './case.ts';
import { helloAnswer } from './certificates.ts';
import type { CompleteFacts, Contact, Endpoint, GetAnswer, GetRequest } from './facts.ts';
import { getsAsFarAs } from './faults.ts';
import { type Internet, openInternet } from './internet.ts';
import { listenerAt, listenerId } from './listener-id.ts';
import { settingsOf } from './machine-answers.ts';
import { answerOf } from './name-answer.ts';
import { siteFor } from './site.ts';
import { answerFor } from './user-agent.ts';
import { setsIn } from './zone.ts';

/** The plan of a case as facts: whatever it does not have does not exist. */
export function factsOfCase({
  zone,
  hosts,
  machine = {},
}: Pick<Case, 'zone' | 'hosts' | 'machine'>): CompleteFacts {
  const setsAt = setsIn(zone);
  const internet = openInternet(hosts);
  const settings = settingsOf(machine);
  return {
    lookUp: (name, type) => {
      const answer = answerOf(setsAt(name), type);
      const besides = settings(name, type, answer);
      return besides.length === 0
        ? answer
        : { ...answer, oddities: [...(answer.oddities ?? []), ...besides] };
    },
    connect: (endpoint) => contactAt(internet, endpoint),
    get: (request) => answerTo(internet, request),
  };
}

function contactAt(internet: Internet, { address, port, sni }: Endpoint): Contact {
  const host = internet(address);
  if (!host) return { kind: 'nobody' };
  const listener = listenerAt(host, port);
  if (!listener) return { kind: 'refused', at: listenerId({ host: host.label, port }) };
  const at = listenerId(listener);
  const { fault } = listener;
  if (fault === undefined) return handshake(listener, sni);
  if (getsAsFarAs('tcp', fault)) return { kind: 'fault', at, fault };
  return { kind: getsAsFarAs('syn', fault) ? 'silent' : 'unreachable', at };
}

function handshake(listener: Listener, sni: string | null): Contact {
  const at = listenerId(listener);
  const answer = helloAnswer(listener.cert, sni);
  if (!answer) return { kind: 'fault', at, fault: 'clear text' };
  if ('fault' in answer) return { kind: 'fault', at, fault: answer.fault };
  return { kind: 'certificate', at, certificate: answer, ...(isLimited(listener) && { limited: true }) };
}

function isLimited({ tls }: Listener): boolean {
  if (tls?.minVersion === 'TLSv1.3' || tls?.maxVersion === 'TLSv1.2' || tls?.ciphers !== undefined)
    return true;
  return tls?.alpn !== undefined && !tls.alpn.includes('http/1.1');
}

const NOTHING: GetAnswer = { answer: { status: 404, headers: {}, body: new Uint8Array() }, varies: false };

function answerTo(internet: Internet, request: GetRequest): GetAnswer {
  const route = routeOf(internet, request);
  if (!route) return NOTHING;
  const { answers } = route;
  if (answers.length === 1) return { ...ofAgent(answers[0], request), varies: false };
  const turn = request.before.filter((earlier) => routeOf(internet, earlier) === route).length;
  return { ...ofAgent(answers[turn] ?? answers.at(-1) ?? answers[0], request), varies: true };
}

/** A client of which nothing is told is none that the server knows. */
function ofAgent(answer: HttpAnswer, { headers }: GetRequest): Pick<GetAnswer, 'answer' | 'byAgent'> {
  if (answer.agents === undefined) return { answer };
  const agent = headers['user-agent'];
  return { answer: agent === undefined ? answer : answerFor(answer, agent), byAgent: true };
}

function routeOf(internet: Internet, { endpoint, host, path }: GetRequest): Route | undefined {
  const machine = internet(endpoint.address);
  const listener = machine && listenerAt(machine, endpoint.port);
  const routes = listener ? siteFor(listener, host).routes : [];
  const [bare] = path.split('?');
  return routes.find((route) => route.path === path) ?? routes.find((route) => route.path === bare);
}
