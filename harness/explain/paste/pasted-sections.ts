import type { Position } from '../../scenario/index.ts';
import { blocksOf, type PastedLine, shortened } from './pasted-lines.ts';
import { programIn, promptOf } from './shell-prompt.ts';

/** A command line that was pasted together with what came of it. */
export interface PastedCommand {
  /** In small letters, without folder and `.exe`: `dig`, `resolve-dnsname`. */
  readonly program: string | undefined;
  /** Behind the name of the program, quotes removed, up to a pipe. */
  readonly words: readonly string[];
  /** Another command stands in the same line. */
  readonly isChained: boolean;
  readonly at: Position;
}

/** What one program printed, or what stands between two prompts or fences. */
export interface PastedSection {
  readonly command?: PastedCommand;
  readonly lines: readonly PastedLine[];
}

/** Cuts a paste into what belongs to one program each. Sections without a command and without text are left out. */
export function sectionsOf(file: string, text: string): readonly PastedSection[] {
  return blocksOf(file, text)
    .flatMap(sectionsIn)
    .filter(({ command, lines }) => command !== undefined || lines.some((line) => line.text.trim() !== ''));
}

function sectionsIn(lines: readonly PastedLine[]): PastedSection[] {
  const sections: { command?: PastedCommand; lines: PastedLine[] }[] = [{ lines: [] }];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index];
    if (line === undefined) break;
    const prompt = promptOf(line.text);
    // PowerShell repeats a command that failed, and underlines it.
    if (!prompt || /^\+ +~/.test(lines[index + 1]?.text ?? '')) {
      sections.at(-1)?.lines.push(line);
      continue;
    }
    let { command } = prompt;
    // A command line goes on behind a backslash, or a backtick in PowerShell.
    for (; /[\\`]$/.test(command) && index + 1 < lines.length; index++)
      command = `${command.slice(0, -1)} ${lines[index + 1]?.text.trim() ?? ''}`;
    sections.push({ ...commandOf(command, shortened(line, prompt.length).at), lines: [] });
  }
  return sections;
}

/** A prompt with nothing behind it ends a section, and begins one without command. */
function commandOf(text: string, at: Position): { readonly command?: PastedCommand } {
  return text === '' ? {} : { command: readCommand(text, at) };
}

export function readCommand(text: string, at: Position): PastedCommand {
  const all = (text.match(/"[^"]*"|'[^']*'|[^\s"']+/g) ?? []).map((word) => word.replace(/^["']|["']$/g, ''));
  const start = all.findIndex((word) => programIn(word) !== undefined);
  const words = all.slice(start + 1);
  const end = words.findIndex((word) => /^(?:\d?>|\||;|&&)/.test(word) || word.endsWith(';'));
  const isChained = words.some((word) => word === '&&' || word === '||' || word.endsWith(';'));
  return {
    program: programIn(all[start] ?? ''),
    words: (end < 0 ? words : words.slice(0, end + (words[end]?.endsWith(';') ? 1 : 0)))
      .map((word) => word.replace(/;$/, ''))
      .filter((word) => word !== ''),
    isChained,
    at,
  };
}
