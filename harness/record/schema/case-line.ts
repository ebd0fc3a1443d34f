import * as z from 'zod';
import { keysOf } from '../../base/index.ts';
import { NEEDS } from '../../model/index.ts';
import { clauseIds, expectation, tolerance } from './expectation.ts';
import { levelOrRecord, object, optional, type Read, specVersion, text, texts } from './field.ts';
import { outcome, remembered } from './outcome.ts';
import { hosts, machine, request, twin, zone } from './world.ts';

const source = object({
  file: text('The scenario file, relative to the folder that the run was started in, where that is shorter.'),
  line: optional(z.int().min(1), 'The line where the case begins.'),
  variant: optional(z.string(), 'The id of the variant.'),
});

const question = object({
  server: text('The server name that is asked for.'),
  expect: optional(expectation, 'What is expected of this name. Left out: of the whole round.'),
  tolerate: optional(tolerance, 'What is tolerated of this name. Left out: of the whole round.'),
  outcome: outcome.describe('What the specification makes of it.'),
  remembered: optional(remembered, 'What else is right for who remembers an earlier round.'),
  unexplored: optional(z.literal(true), 'So much changed that not all memories were gone through.'),
});

const round = object({
  line: optional(z.int().min(1), 'The line where the round begins.'),
  zone: optional(zone, 'What the name servers know from now on. Left out: as before.'),
  hosts: optional(hosts, 'The machines from now on. Left out: as before.'),
  expect: optional(
    expectation,
    'What is expected of the round. Left out: the case has no rounds, and says it itself.',
  ),
  tolerate: optional(tolerance, 'What is tolerated in the round.'),
  questions: z.array(question).min(1).describe('The names that are asked for at the same moment.'),
});

const type = z.literal('case').describe('The type of the line.');
const id = text('`family/name`, `family/name#variant`, or `family/name~twin`.');
const of = text('The id of the case that a twin was derived from, of which it has what is left out here.');

/** What a twin may share with its parent: nothing that only one of them could have. */
export const shared = {
  source: source.describe('Where it was written.'),
  needs: z
    .array(z.enum(keysOf(NEEDS)))
    .describe('What the machine or the implementation has to be able to do.'),
  tags: texts('Words to select by.'),
  request: request.describe('What the implementation is asked to send.'),
};

const own = {
  title: text('The behaviour, in one sentence.'),
  clauses: clauseIds.describe('The clauses that it tests.'),
  level: optional(levelOrRecord, 'As authored. Left out: that of the clause that was broken.'),
  since: optional(specVersion, 'The first version of the specification that it holds for.'),
  until: optional(specVersion, 'The last version of the specification that it holds for.'),
  note: optional(z.string(), 'Why it exists.'),
  see: texts('Public reports of such behaviour.'),
  name: text('Its own server name, `@` in the file.'),
  server: text('The server name that the implementation is asked for.'),
  machine: optional(machine, 'A setting of the whole machine.'),
  zone: zone.describe('What the name servers know, by owner name; what is not here does not exist.'),
  hosts: hosts.describe('The machines.'),
  expect: expectation.describe('What must be seen. Empty in a case with rounds: each has its own.'),
  tolerate: tolerance.describe('Other behaviour that the text allows.'),
  twin: optional(twin, 'Of a derived case: what sets it apart from its parent.'),
  again: optional(
    z.literal(true),
    'The case as it was asked once more, under names and addresses of its own, because the first time was late.',
  ),
  rounds: z
    .array(round)
    .min(1)
    .describe('What is asked, and what the specification makes of it. One, in a case without rounds.'),
};

export const wholeCaseLine = object({ type, id, ...shared, ...own });

export const derivedCaseLine = object({
  type,
  id,
  of,
  source: optional(source, 'Where it was written.'),
  needs: optional(shared.needs, 'What the machine or the implementation has to be able to do.'),
  tags: optional(shared.tags, 'Words to select by.'),
  request: optional(request, 'What the implementation is asked to send.'),
  ...own,
});

/** A case as it was asked. */
export const caseLine = z.union([wholeCaseLine, derivedCaseLine]).meta({ id: 'case' });

export type WholeCaseLine = Read<typeof wholeCaseLine>;
export type DerivedCaseLine = Read<typeof derivedCaseLine>;
export type CaseLine = Read<typeof caseLine>;
export type RecordedRound = Read<typeof round>;
export type RecordedQuestionLine = Read<typeof question>;
