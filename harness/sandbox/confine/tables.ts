import type { Layout, Mount } from './layout.ts';

/** Of the kernel: what could be changed there would be changed for all. */
const KERNEL = ['/proc/sys', '/proc/sysrq-trigger', '/proc/irq', '/proc/bus', '/proc/fs'];

/** A layout as the shell and `mount -a` read it. */
export interface Tables {
  /** Makes what is mounted on. */
  readonly script: string;
  /** Lines of fstab(5). */
  readonly mounts: string;
}

/** `exists`: whether the kernel has such a file. */
export function tablesOf(layout: Layout, exists: (path: string) => boolean): Tables {
  const proc: Mount[] = KERNEL.filter(exists).map((path) => ({
    source: path,
    target: path,
    options: 'bind,ro',
  }));
  return {
    script: [
      // A program may write where hidden places were, whoever it is.
      ...words('mkdir -p -m 1777 --', [...layout.covers, ...layout.folders]),
      ...layout.files.map((file) => `: > ${quoted(file)}`),
      '',
    ]
      .join(' &&\n')
      .replace(/ &&\n$/, '\n'),
    mounts: [
      ...layout.mounts.map(line),
      'signpost /proc proc nosuid,nodev,noexec 0 0',
      ...proc.map(line),
      '',
    ].join('\n'),
  };
}

function words(command: string, paths: readonly string[]): readonly string[] {
  return paths.length === 0 ? [] : [`${command} ${paths.map(quoted).join(' ')}`];
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

function line({ source, target, options }: Mount): string {
  return `${field(source)} ${field(target)} none ${options} 0 0`;
}

/** Blanks divide the fields of fstab(5), and the backslash writes what cannot stand there. */
function field(text: string): string {
  return text.replace(
    /[ \t\n\r\\#]/g,
    (character) => `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`,
  );
}
