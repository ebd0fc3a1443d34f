import type { About } from '../../adapters/index.ts';
import type { ImplementationLine } from '../../record/index.ts';
import type { Subject } from '../../run/index.ts';

/** What the implementation says of itself goes before what is written of it. `null`: it could not be started. */
export function describeSubject(
  { name: own, description }: Subject,
  about: About | null,
): Omit<ImplementationLine, 'type' | 'implementation'> {
  const { name = own, version = '', can = [] } = about ?? {};
  const { label = own, kind = 'built-in', licence, argv } = description ?? {};
  const language = about?.language ?? description?.language;
  const source = about?.source ?? description?.source;
  return {
    label,
    name,
    version,
    kind,
    ...(language !== undefined && { language }),
    ...(source !== undefined && { source }),
    ...(licence !== undefined && { licence }),
    ...(argv !== undefined && { argv }),
    can,
  };
}
