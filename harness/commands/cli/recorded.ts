import type { About } from '../../adapters/index.ts';
import type { Recording } from '../../record/index.ts';
import type { RunWatcher, Subject } from '../../run/index.ts';

/** Records what happens to one implementation, each thing before `next` hears of it. */
export function recorded(record: Recording, subject: Subject, next: RunWatcher): RunWatcher {
  const { name: implementation } = subject;
  return {
    introduced(about: About | null) {
      record.introduced({ implementation, ...descriptionOf(subject, about) }, { idsFollow: true });
      next.introduced(about);
    },
    found(finding: string) {
      record.found(implementation, finding);
      next.found(finding);
    },
    verdict(verdict, asked) {
      record.verdict(verdict, asked);
      next.verdict(verdict, asked);
    },
  };
}

/** What the implementation says of itself goes before what is written of it. */
export function descriptionOf({ name: own, description }: Subject, about: About | null) {
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
