import type { Case, ExpectedConnection } from '../../model/index.ts';
import { expectedSni, sameHost } from '../../model/index.ts';
import { decisionText } from '../server-discovery/decision-text.ts';
import type { Outcome, Reached } from '../server-discovery/outcome.ts';

/** One place where the author expects something else than the oracle derives. */
export interface Difference {
  /** JSON path in the case, or in its round: `['expect', 'connect', 0, 'to']`. */
  readonly path: readonly (string | number)[];
  /** Index of the round, in a case that has rounds. */
  readonly round?: number;
  readonly authored: string;
  readonly derived: string;
  readonly clause: string;
  /** A sentence for the author. */
  readonly text: string;
}

/** Double entry: what the author of a case expects, against what the oracle derives from the same case. */
export function compareWithOracle(c: Case, derived: Outcome): Difference[] {
  const unscored = derived.open.length > 0 && (c.level === 'record' || c.tolerate.length > 0);
  if (derived.open.length > 0 && !unscored) return [undecided(c, derived), ...differences(c, derived)];
  // Where the text is open the author may expect another reading, as long as the oracle's is tolerated.
  return unscored && tolerates(c, derived) ? [] : differences(c, derived);
}

function undecided(c: Case, { open, clauses }: Outcome): Difference {
  const questions = open.map(({ id, reading }) => `${id} (here: ${reading})`).join(', ');
  return {
    path: c.level ? ['level'] : ['expect'],
    authored: c.level ?? 'scored',
    derived: 'record',
    clause: open[0]?.id ?? clauses.to,
    text: `the outcome depends on what the text leaves open, ${questions}: write "level": "record", or "tolerate" the other readings`,
  };
}

export function tolerates(c: Pick<Case, 'tolerate'>, { connect }: Outcome): boolean {
  return c.tolerate.some((t) =>
    connect.length === 0
      ? t.refuse
      : t.connect.length === connect.length &&
        connect.every((r) => t.connect.some((e) => sameConnection(e, r))),
  );
}

function sameConnection(e: ExpectedConnection, r: Reached): boolean {
  return connectionDifferences(e, 0, r, { to: '', host: '', cert: '', sni: '' }).length === 0;
}

function differences(c: Case, derived: Outcome): Difference[] {
  const { expect } = c;
  const found: Difference[] = [];
  const differ = (
    path: Difference['path'],
    authored: string,
    truth: string,
    clause: string,
    about: string,
  ) => {
    found.push({ path, authored, derived: truth, clause, text: `${about} ${authored}, but it is ${truth}` });
  };
  const { to } = derived.clauses;
  if (expect.step !== undefined && expect.step !== derived.step) {
    differ(
      ['expect', 'step'],
      expect.step,
      derived.step,
      derived.trace.at(-1)?.clause ?? to,
      'step is given as',
    );
  }
  if (expect.answer !== undefined && expect.answer !== derived.answer) {
    differ(['expect', 'answer'], expect.answer, derived.answer, to, 'the answer is given as');
  }
  if (expect.connect.length === 0 && derived.connect.length > 0) {
    const path = expect.refuse ? ['expect', 'refuse'] : ['expect'];
    differ(path, 'no request', derived.connect.map(brief).join(' and '), to, 'what is expected is');
  }
  if (expect.connect.length > 0 && derived.connect.length === 0) {
    const authored = expect.connect.map((e) => e.to.join(' or ')).join(' and ');
    const last = derived.trace.at(-1);
    const why = last ? decisionText(last) : 'no request';
    differ(['expect', 'connect'], authored, `refused (${why})`, to, 'a request is expected at');
  }
  found.push(...compareConnections(c, derived));
  return found;
}

function compareConnections(c: Case, derived: Outcome): Difference[] {
  if (derived.connect.length === 0) return [];
  const unmatched = new Set(derived.connect);
  const found = c.expect.connect.flatMap((expected, i) => {
    const there = derived.connect.filter((r) => expected.to.some((id) => r.to.includes(id)));
    // Several names may share a listener: the one that the Host names is the one that is meant.
    const named = there.find((r) => r.host.toLowerCase() === expected.host.toLowerCase());
    const partner = named ?? there[0] ?? derived.connect[0];
    if (!partner) return [];
    unmatched.delete(partner);
    return [
      ...connectionDifferences(expected, i, partner, derived.clauses),
      ...destinationDifference(c, expected, i),
    ];
  });
  if (c.expect.connect.length === 0) return found;
  for (const missing of unmatched) {
    const text = `a request at ${brief(missing)} is not expected, but it must come`;
    const place = { path: ['expect', 'connect'], authored: 'nothing', derived: brief(missing) };
    found.push({ ...place, clause: derived.clauses.to, text });
  }
  return found;
}

/** Host, SNI and certificate names are compared without case; the listeners as a set. */
function connectionDifferences(
  expected: ExpectedConnection,
  i: number,
  derived: Reached,
  clauses: Outcome['clauses'],
): Difference[] {
  const sni = expectedSni(expected);
  const pairs = [
    ['to', inOrder(expected.to), inOrder(derived.to)],
    ['host', expected.host, derived.host],
    ['cert', expected.cert, derived.cert],
    ['sni', sni ?? 'none', derived.sni ?? 'none'],
  ] as const;
  return pairs.flatMap(([field, authored, truth]) => {
    if (authored.toLowerCase() === truth.toLowerCase()) return [];
    if (field === 'cert' && sameHost(authored, truth)) return [];
    const text = `${field} is given as ${authored}, but it is ${truth}`;
    // An SNI that nobody wrote follows from `cert`, and is at fault only where `cert` is right.
    const path = ['expect', 'connect', i, field === 'sni' && expected.sni === undefined ? 'cert' : field];
    if (field === 'sni' && expected.sni === undefined && expected.cert !== derived.cert) return [];
    return [{ path, authored, derived: truth, clause: clauses[field], text }];
  });
}

/** whatever the delegation, the destination is the server name as it was asked for. */
function destinationDifference(c: Case, expected: ExpectedConnection, i: number): Difference[] {
  const { destination } = expected;
  if (destination === undefined || destination === c.server) return [];
  const text = `destination is given as ${destination}, but it is ${c.server}`;
  const path = ['expect', 'connect', i, 'destination'];
  return [{ path, authored: destination, derived: c.server, clause: 'A-4', text }];
}

function inOrder(to: readonly string[]): string {
  return [...new Set(to)].sort().join(' or ');
}

function brief(reached: Reached): string {
  return `${reached.to.join(' or ')} with Host ${reached.host}`;
}
