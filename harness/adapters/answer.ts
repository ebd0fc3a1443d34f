import * as z from 'zod';
import { excerpt, keysOf, pageOf, visible } from '../base/index.ts';
import type { Answer } from '../evidence/index.ts';
import { ABILITIES } from './ability.ts';
import type { About } from './adapter.ts';
import { AdapterError } from './adapter-error.ts';
import { complain } from './complaint.ts';
import { withoutAbsent } from './present.ts';

/** A line from the implementation once it is known to be an object that answers message `id`. */
export type AnswerLine = Readonly<Record<string, unknown>> & { readonly id: number };

const words = z.string().min(1).max(1000);
const printableWords = words.regex(/^\P{C}*$/u, 'must not have control characters');

/** A resolver that takes bad server names hands them on as they were, with line feeds and all: it is heard, and made safe. */
const claimed = words.transform(visible);

const targetSchema = z.strictObject({
  name: claimed.optional(),
  address: claimed.optional(),
  port: z.int().min(0).max(99_999).optional(),
  host: claimed.optional(),
  tls_name: claimed.optional(),
});

/** Words come from a library, with whatever it quotes: they are made one safe line and shortened instead of being refused. */
const told = z.string().transform((text) => excerpt(text.slice(0, 4000), 2000));
const message = z.strictObject({ message: told });

/** More than any world of a case has, and few enough to be kept with each verdict of a run. */
const MOST_TARGETS = 256;
/** Of all targets together, in characters. */
const MOST_TEXT = 64 * 1024;

const textOf = (targets: readonly z.output<typeof targetSchema>[]) =>
  targets
    .flatMap((target) => Object.values(target))
    .reduce((sum: number, one) => sum + String(one).length, 0);

/** Counted before they are looked at: half a million that are wrong would take seconds to complain of. */
const targetsSchema = z
  .array(z.unknown())
  .max(MOST_TARGETS)
  .pipe(z.array(targetSchema))
  .refine((targets) => textOf(targets) <= MOST_TEXT, 'must have at most 64 KiB of text in all');

const resolvedSchema = z.strictObject({
  id: z.int(),
  targets: targetsSchema,
  status: z.int().min(100).max(599).optional(),
});
const failedSchema = z.strictObject({ id: z.int(), failed: message });
const errorSchema = z.strictObject({ id: z.int(), error: message });
const skipSchema = z.strictObject({ id: z.int(), skip: z.string().min(1).pipe(told) });

/** Wrong keys would make every signature look wrong: they are looked at before they are believed. */
const signerSchema = z.strictObject({
  name: printableWords,
  verify_keys: z.record(
    z.string().regex(/^ed25519:\w{1,100}$/, 'must have keys such as "ed25519:a1"'),
    z.string().regex(/^[A-Za-z0-9+/]{43}=?$/, 'must be the 32 bytes of a public key in base64'),
  ),
});

/** Of itself it may say what it likes, on one line that can be read. */
const ownWords = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .transform((text) => excerpt(text, most))
    .pipe(z.string().min(1, 'must not be empty'));

const helloSchema = z.strictObject({
  id: z.int(),
  name: ownWords(100),
  version: ownWords(100),
  language: ownWords(100).optional(),
  source: ownWords(500).optional(),
  can: z.array(z.enum(keysOf(ABILITIES))).min(1),
  parallel: z.int().min(1).max(1024).default(1),
  stall_parallel: z.int().min(1).max(1024).optional(),
  forgets: z.boolean().optional(),
  signer: signerSchema.optional(),
});
const HELLO_FIELDS = [...Object.keys(helloSchema.shape), ...Object.keys(signerSchema.shape)];

const OUTCOMES = ['targets', 'failed', 'error', 'skip', 'unsupported'] as const;
const RESOLVE_FIELDS = [...OUTCOMES, 'status', ...Object.keys(targetSchema.shape)];

/** What a reply to `resolve` says. A reply that says nothing valid is the shim's mistake, told field by field. */
export function readAnswer(reply: AnswerLine): Answer {
  const said = OUTCOMES.filter((key) => key in reply);
  const [outcome] = said;
  if (outcome === undefined || said.length > 1) {
    const came = said.length > 1 ? said.map((key) => `\`${key}\``).join(' and ') : 'none of them';
    throw bad('resolve', `must have one of \`targets\`, \`failed\`, \`error\`, \`skip\`; came ${came}`);
  }
  switch (outcome) {
    case 'targets': {
      const { targets, status } = check(resolvedSchema, reply, 'resolve', RESOLVE_FIELDS);
      return {
        kind: 'resolved',
        targets: targets.map(withoutAbsent),
        ...(status === undefined ? {} : { status }),
      };
    }
    case 'failed':
      return {
        kind: 'failed',
        message: check(failedSchema, reply, 'resolve', RESOLVE_FIELDS).failed.message,
      };
    case 'skip':
      return { kind: 'skip', why: check(skipSchema, reply, 'resolve', RESOLVE_FIELDS).skip };
    case 'error': {
      const said = check(errorSchema, reply, 'resolve', RESOLVE_FIELDS).error.message;
      return {
        kind: 'error',
        code: 'adapter-said-error',
        message: `the shim reports a fault of its own: ${said}`,
      };
    }
    case 'unsupported':
      throw new AdapterError(
        'adapter-unsupported',
        'the adapter answered `resolve` with `unsupported`',
        'answer `{"skip":"why"}` for what the implementation cannot do; every adapter must know `resolve`',
      );
    default:
      return outcome satisfies never;
  }
}

export function readHello(reply: AnswerLine): About {
  if ('unsupported' in reply || 'error' in reply) {
    const said = check(z.looseObject({ error: message.optional() }), reply, 'hello', []).error?.message;
    throw new AdapterError(
      'adapter-bad-hello',
      said ? `the adapter answered \`hello\` with an error: ${said}` : 'the adapter does not know `hello`',
      HELLO_HINT,
    );
  }
  const { id: _, stall_parallel, signer, can, ...rest } = check(helloSchema, reply, 'hello', HELLO_FIELDS);
  const about = withoutAbsent({
    ...rest,
    stallParallel: stall_parallel,
    signer: signer && { name: signer.name, verifyKeys: signer.verify_keys },
  });
  return { ...about, can: [...new Set(can)] };
}

/** A reply to a command that has nothing to tell: `{"id":4,"ok":true}`. */
export function readOk(reply: AnswerLine, command: string): void {
  check(z.strictObject({ id: z.int(), ok: z.literal(true) }), reply, command, ['ok']);
}

const PAGE = pageOf('write-an-adapter.md');

export const HELLO_HINT = `answer {"id":1,"name":"…","version":"…","can":["claim","connect"],"parallel":16}; see ${PAGE}`;

function check<T extends z.ZodType>(
  schema: T,
  reply: AnswerLine,
  command: string,
  known: readonly string[],
): z.output<T> {
  const parsed = schema.safeParse(reply);
  if (parsed.success) return parsed.data;
  throw bad(command, complain(parsed.error, reply, known).text);
}

function bad(command: string, text: string): AdapterError {
  const code = command === 'hello' ? 'adapter-bad-hello' : 'adapter-bad-answer';
  const hint = command === 'hello' ? HELLO_HINT : `the messages are in ${PAGE}`;
  return new AdapterError(code, `the answer to \`${command}\` is wrong: ${text}`, hint);
}
