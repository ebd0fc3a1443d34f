import type { Case, Host, HttpAnswer, Listener, Route, Site } from '../../model/index.ts';
import type { RoundQuestion } from '../../oracle/index.ts';
import { type CaseLine, type RecordedRound, shared, type WholeCaseLine } from '../schema/case-line.ts';
import type { Octets } from '../schema/field.ts';

/** Of a body, its beginning tells what it is; a large one would be most of the record. */
const MOST_OCTETS = 4096;

/** The line of a case, with what the oracle says of each round. `parent`: of a twin, where the line of that case is written. */
export function caseLineOf(c: Case, rounds: readonly (readonly RoundQuestion[])[], parent?: Case): CaseLine {
  const line = whole(c, rounds);
  if (parent === undefined) return line;
  const theirs: Pick<WholeCaseLine, Shared> = sharedOf(parent);
  const { type, id, ...rest } = line;
  const same = SHARED.filter((key) => JSON.stringify(rest[key]) === JSON.stringify(theirs[key]));
  const own = Object.entries(rest).filter(([key]) => !same.some((one) => one === key));
  return { type, id, of: parent.id, ...Object.fromEntries(own) } as CaseLine;
}

type Shared = keyof typeof shared;
const SHARED = Object.keys(shared) as readonly Shared[];

function sharedOf({ id, source: { file, line }, needs, tags, request }: Case) {
  const variant = /#([^~]+)/.exec(id)?.[1];
  const source = { file, ...(line !== undefined && { line }), ...(variant !== undefined && { variant }) };
  return { source, needs, tags, request };
}

function whole(c: Case, rounds: readonly (readonly RoundQuestion[])[]): WholeCaseLine {
  const { level, since, until, note, machine, twin, again } = c;
  return {
    type: 'case',
    id: c.id,
    title: c.title,
    ...sharedOf(c),
    clauses: c.clauses,
    ...(level !== undefined && { level }),
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
    ...(note !== undefined && { note }),
    see: c.see,
    name: c.name,
    server: c.server,
    ...(machine !== undefined && { machine }),
    zone: c.zone,
    hosts: hostsOf(c.hosts),
    expect: c.expect,
    tolerate: c.tolerate,
    ...(twin !== undefined && { twin }),
    ...(again && { again }),
    rounds: rounds.map((questions, index) => roundOf(c, index, questions)),
  };
}

function roundOf(c: Case, index: number, questions: readonly RoundQuestion[]): RecordedRound {
  const asked = questions.map((question) => questionOf(question, questions.length > 1));
  const round = c.rounds?.[index];
  if (round === undefined) return { questions: asked };
  const { line, zone, hosts, expect, tolerate } = round;
  const before = c.rounds?.[index - 1] ?? c;
  return {
    ...(line !== undefined && { line }),
    ...(same(zone, before.zone) ? {} : { zone }),
    ...(same(hosts, before.hosts) ? {} : { hosts: hostsOf(hosts) }),
    expect,
    tolerate,
    questions: asked,
  };
}

const same = (a: unknown, b: unknown) => a === b || JSON.stringify(a) === JSON.stringify(b);

function questionOf({ case: c, outcome, remembered, unexplored }: RoundQuestion, among: boolean) {
  const { server, expect, tolerate } = c;
  return {
    server,
    ...(among && { expect, tolerate }),
    outcome,
    ...(remembered.length > 0 && {
      remembered: remembered.map(({ step, connect, answer }) => ({ step, connect, answer })),
    }),
    ...(unexplored && { unexplored }),
  };
}

function hostsOf(hosts: readonly Host[]): WholeCaseLine['hosts'] {
  return hosts.map((host) => ({ ...host, listeners: host.listeners.map(listenerOf) }));
}

function listenerOf({ vhosts, ...listener }: Listener) {
  return { ...siteOf(listener), ...(vhosts !== undefined && { vhosts: vhosts.map(siteOf) }) };
}

function siteOf<Own extends Site>({ routes, ...site }: Own) {
  return { ...site, routes: routes.map(routeOf) };
}

function routeOf({ path, answers: [first, ...others] }: Route) {
  return { path, answers: [answerOf(first), ...others.map(answerOf)] as const };
}

function answerOf({ agents, ...answer }: HttpAnswer) {
  const known = agents?.map((one) => ({ ...one, answer: plainAnswerOf(one.answer) }));
  return { ...plainAnswerOf(answer), ...(known !== undefined && { agents: known }) };
}

function plainAnswerOf({ raw, body, whole: _, agents: __, ...answer }: HttpAnswer) {
  return { ...(raw !== undefined && { raw: octetsOf(raw) }), ...answer, body: octetsOf(body) };
}

function octetsOf(octets: Uint8Array): Octets {
  const { buffer, byteOffset, length } = octets;
  const kept = Buffer.from(buffer, byteOffset, Math.min(length, MOST_OCTETS));
  return { base64: kept.toString('base64'), length };
}
