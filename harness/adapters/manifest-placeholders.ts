import type * as z from 'zod';
import type { manifestSchemas } from './implementation.ts';
import {
  OF_HOMESERVER,
  OF_INSTALL,
  OF_PROGRAM,
  OF_QUESTION,
  OF_TRIGGER,
  unknownPlaceholder,
} from './placeholder.ts';

type Manifest = z.output<(typeof manifestSchemas)[keyof typeof manifestSchemas]>;
type Path = readonly (string | number)[];

/** The first one in a manifest, with the field that it stands in. */
export function misplacedIn(manifest: Manifest): { readonly path: Path; readonly text: string } | undefined {
  for (const { path, text, known } of filledTexts(manifest)) {
    const found = unknownPlaceholder(text, known);
    if (found) return { path, text: found.text };
  }
  return undefined;
}

interface FilledText {
  readonly path: Path;
  readonly text: string;
  readonly known: readonly string[];
}

/** Every text of a manifest in which placeholders are filled in. */
function filledTexts(manifest: Manifest): readonly FilledText[] {
  const { env, install } = manifest;
  const built = <Name extends string>(names: readonly Name[]) =>
    install ? names : names.filter((name) => name !== 'cache');
  const program = built(manifest.kind === 'homeserver' ? OF_HOMESERVER : OF_PROGRAM);
  return [
    ...textsIn(install?.steps, ['install', 'steps'], OF_INSTALL),
    ...textsIn(env, ['env'], program),
    ...textsIn(
      manifest.start,
      ['start'],
      manifest.kind === 'command' ? [...program, ...OF_QUESTION] : program,
    ),
    ...(manifest.kind === 'homeserver' ? ofHomeserver(manifest, program) : []),
  ];
}

function ofHomeserver(
  { prepare, triggers }: Extract<Manifest, { readonly kind: 'homeserver' }>,
  program: readonly string[],
): readonly FilledText[] {
  const requests = Object.entries(triggers).flatMap(([name, { path, headers, body }]) =>
    textsIn({ path, headers, body }, ['triggers', name], OF_TRIGGER),
  );
  return [...textsIn(prepare, ['prepare'], program), ...requests];
}

/** Each text in a value, however deep. */
function textsIn(value: unknown, path: Path, known: readonly string[]): readonly FilledText[] {
  if (typeof value === 'string') return [{ path, text: value, known }];
  if (Array.isArray(value)) return value.flatMap((one, index) => textsIn(one, [...path, index], known));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => textsIn(one, [...path, key], known));
}
