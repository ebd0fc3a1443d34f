import type { Layout, Mount } from './layout.ts';

/** Of the kernel: what could be changed there would be changed for all. */
const KERNEL = ['/proc/sys', '/proc/sysrq-trigger', '/proc/irq', '/proc/bus', '/proc/fs'];

/** Terminals of its own: the user's belong to whom the program is, who could write to them and read what is typed there. */
const TERMINALS: readonly (readonly [string, string])[] = [
  ['/dev/pts', 'signpost /dev/pts devpts newinstance,ptmxmode=0666,mode=600,nosuid,noexec 0 0'],
  ['/dev/ptmx', '/dev/pts/ptmx /dev/ptmx none bind 0 0'],
];

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
      ...layout.links.map(({ to, place }) => `ln -s -- ${quoted(to)} ${quoted(place)}`),
      '',
    ]
      .join(' &&\n')
      .replace(/ &&\n$/, '\n'),
    mounts: [
      ...layout.mounts.map(line),
      'signpost /proc proc nosuid,nodev,noexec 0 0',
      ...proc.map(line),
      ...(exists('/dev/pts') ? TERMINALS.filter(([path]) => exists(path)).map(([, mount]) => mount) : []),
      '',
    ].join('\n'),
  };
}

/** Sockets that it sees and may not reach, as lines of fstab(5): something else lies there then. */
export function socketTable(paths: readonly string[]): string {
  return paths.map((target) => `${line({ source: '/dev/null', target, options: 'bind' })}\n`).join('');
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
