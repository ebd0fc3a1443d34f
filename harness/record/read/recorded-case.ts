import type { Case, Host, HttpAnswer, Round, Route, Source } from '../../model/index.ts';
import { caseOfRound } from '../../model/index.ts';
import type { Place, RecordedCase, RecordedQuestion } from '../recorded-run.ts';
import type { RecordedQuestionLine, RecordedRound, WholeCaseLine } from '../schema/case-line.ts';
import type { Octets, Read } from '../schema/field.ts';
import type { hosts as hostsSchema } from '../schema/world.ts';

/** The case of a line that has all its fields, and what was asked of it. */
export function recordedCase(line: WholeCaseLine, place: Place): RecordedCase {
  const c = caseOf(line);
  return { place, case: c, rounds: line.rounds.map((round, index) => questionsOf(c, round, index)) };
}

function caseOf(line: WholeCaseLine): Case {
  const { type: _, rounds, source, hosts, zone, ...rest } = line;
  const opening = { ...rest, zone, hosts: hosts.map(hostOf) };
  const several = rounds.every(({ expect }) => expect !== undefined);
  return {
    ...opening,
    family: line.id.slice(0, line.id.indexOf('/')),
    source: sourceOf(source),
    ...(several && { rounds: roundsOf(opening, rounds) }),
  };
}

function sourceOf({ file, line }: WholeCaseLine['source']): Source {
  return { file, text: '', ...(line !== undefined && { line }) };
}

/** What a round leaves out is as it was before. */
function roundsOf(
  opening: Pick<Case, 'zone' | 'hosts' | 'expect'>,
  rounds: readonly RecordedRound[],
): Round[] {
  let { zone, hosts } = opening;
  return rounds.map((round): Round => {
    if (round.zone !== undefined) zone = round.zone;
    if (round.hosts !== undefined) hosts = round.hosts.map(hostOf);
    const { line, expect = opening.expect, tolerate = [], questions } = round;
    const [first = '', ...others] = questions.map(({ server }) => server);
    return {
      resolve: [first, ...others],
      ...(line !== undefined && { line }),
      zone,
      hosts,
      expect,
      tolerate,
    };
  });
}

function questionsOf(c: Case, { questions }: RecordedRound, index: number): RecordedQuestion[] {
  return questions.map((question) => {
    const { outcome, remembered = [], unexplored } = question;
    const of = c.rounds === undefined ? c : caseOfRound(c, index, question.server);
    return { case: ofName(of, question), outcome, remembered, ...(unexplored && { unexplored }) };
  });
}

function ofName(c: Case, { expect, tolerate }: RecordedQuestionLine): Case {
  return { ...c, ...(expect !== undefined && { expect }), ...(tolerate !== undefined && { tolerate }) };
}

type HostLine = Read<typeof hostsSchema>[number];
type SiteLine = Pick<HostLine['listeners'][number], 'routes'>;
type AnswerLine = SiteLine['routes'][number]['answers'][number];

function hostOf(host: HostLine): Host {
  return { ...host, listeners: host.listeners.map(listenerOf) };
}

function listenerOf({ vhosts, ...listener }: HostLine['listeners'][number]) {
  return { ...siteOf(listener), ...(vhosts !== undefined && { vhosts: vhosts.map(siteOf) }) };
}

function siteOf<Site extends SiteLine>({ routes, ...site }: Site) {
  return { ...site, routes: routes.map(routeOf) };
}

function routeOf({ path, answers: [first, ...others] }: SiteLine['routes'][number]): Route {
  return { path, answers: [answerOf(first), ...others.map(answerOf)] };
}

function answerOf({ agents, ...answer }: AnswerLine): HttpAnswer {
  const known = agents?.map((one) => ({ ...one, answer: plainAnswerOf(one.answer) }));
  return { ...plainAnswerOf(answer), ...(known !== undefined && { agents: known }) };
}

function plainAnswerOf({ raw, body, ...answer }: Omit<AnswerLine, 'agents'>): HttpAnswer {
  const told = raw ?? body;
  const kept = octetsOf(told);
  const cut = kept.length < told.length ? { whole: told.length } : {};
  return { ...(raw !== undefined && { raw: kept }), ...answer, body: octetsOf(body), ...cut };
}

function octetsOf({ base64 }: Octets): Uint8Array {
  return Buffer.from(base64, 'base64');
}
