import { ownCommand, shellWord } from '../base/index.ts';
import { asciiLower } from '../model/index.ts';
import type { NeededPaste } from './needed-paste.ts';

/** Whose shell lines are for: those of Linux, macOS and the BSDs, or PowerShell of Windows. */
export type ShellKind = 'posix' | 'powershell';

/** The files that were given before, by option, as they were typed. */
export interface GivenFiles {
  readonly zone: readonly string[];
  readonly wellKnown?: string;
  readonly certificate: readonly string[];
}

/** What to run and to paste: a line for each, and last the command that takes what they wrote. */
export interface ShellLines {
  readonly asking: readonly string[];
  readonly explaining: string;
}

/** Lines for what is needed next. Each writes into a file of its own, in the working folder. */
export function shellLines(
  server: string,
  needed: readonly NeededPaste[],
  given: GivenFiles,
  shell: ShellKind,
): ShellLines {
  const say = LINES[shell];
  const dns = needed.flatMap((need) => (need.kind === 'dns' ? [need] : []));
  const certificates = needed.flatMap((need) => (need.kind === 'certificate' ? [need] : []));
  const needsFile = needed.some(({ kind }) => kind === 'file');
  const stem = asciiLower(server)
    .replace(/[^a-z0-9.-]+/g, '_')
    .replace(/^[-.]+/, '_');
  const zoneFile = freshName(`${stem}.dns`, given.zone);
  const webFile = `${stem}.well-known.txt`;
  const certificateFiles = freshNames(`${stem}.certificate`, given.certificate, certificates.length);
  const asking = needed.flatMap((need): string[] => {
    if (need.kind === 'file') return [say.file(need.url, webFile)];
    return need === dns[0] ? say.dns(dns, zoneFile) : [];
  });
  const wellKnown = needsFile ? webFile : given.wellKnown;
  const options = [
    ...[...given.zone, ...(dns.length > 0 ? [zoneFile] : [])].flatMap((file) => ['--zone', file]),
    ...(wellKnown === undefined ? [] : ['--well-known', wellKnown]),
    ...[...given.certificate, ...certificateFiles].flatMap((file) => ['--certificate', file]),
  ];
  return {
    asking: [
      ...asking,
      ...certificates.map((need, index) => say.certificate(need, certificateFiles[index] ?? '')),
    ],
    explaining: server.startsWith('-')
      ? ownCommand('explain', ...options, '--', server)
      : ownCommand('explain', server, ...options),
  };
}

type Need<Kind extends NeededPaste['kind']> = Extract<NeededPaste, { kind: Kind }>;

interface Lines {
  readonly file: (url: string, into: string) => string;
  /** All into one file. */
  readonly dns: (needs: readonly Need<'dns'>[], into: string) => string[];
  readonly certificate: (need: Need<'certificate'>, into: string) => string;
}

const pairsOf = (needs: readonly Need<'dns'>[]) =>
  needs.flatMap(({ name, types }) => types.map((type) => ({ name, type })));

/** `null` is what an address gets: no SNI. */
const sniOption = ({ sni }: Need<'certificate'>): string =>
  sni === null ? '-noservername' : `-servername ${shellWord(sni)}`;

const sClient = (need: Need<'certificate'>): string =>
  `openssl s_client -connect ${shellWord(need.endpoint)} ${sniOption(need)}`;

const LINES: Readonly<Record<ShellKind, Lines>> = {
  posix: {
    file: (url, into) => `curl -sSiL --compressed --max-time 60 ${shellWord(url)} > ${shellWord(into)} 2>&1`,
    // The question and its status stand in the answer: also that there is nothing is then told.
    dns: (needs, into) => {
      // A server name may begin with a hyphen, as options do.
      const word = (name: string) => `${name.startsWith('-') ? '-q ' : ''}${shellWord(name)}`;
      const questions = pairsOf(needs).map(({ name, type }) => `${word(name)} ${type}`);
      return [`dig +noall +comments +question +answer ${questions.join(' ')} > ${shellWord(into)}`];
    },
    // `set -x` writes the command above what it prints, which does not say for whom it asked.
    certificate: (need, into) => `(set -x; ${sClient(need)} </dev/null) > ${shellWord(into)} 2>&1`,
  },
  powershell: {
    file: (url, into) => `curl.exe -sSiL --max-time 60 ${shellWord(url)} > ${shellWord(into)} 2>&1`,
    dns: (needs, into) =>
      pairsOf(needs).map(
        ({ name, type }, index) =>
          `nslookup "-type=${type}" ${shellWord(name)} ${index === 0 ? '>' : '>>'} ${shellWord(into)} 2>&1`,
      ),
    certificate: (need, into) => `"" | ${sClient(need)} > ${shellWord(into)} 2>&1`,
  },
};

function freshName(stem: string, taken: readonly string[]): string {
  return freshNames(stem, taken, 1)[0] ?? `${stem}.txt`;
}

/** `example.org.dns.txt`, `example.org.dns-2.txt`, …: what was given before stays as it is. */
function freshNames(stem: string, taken: readonly string[], count: number): readonly string[] {
  const names: string[] = [];
  for (let number = 1; names.length < count; number++) {
    const name = `${stem}${number === 1 ? '' : `-${number}`}.txt`;
    if (!taken.some((file) => file === name || file === `./${name}`)) names.push(name);
  }
  return names;
}
