/** Every command of Signpost that pages and `--help` show, as a shell would read it. */
import { execFile, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { VERBS } from '../verbs.mjs';

export const ROOT = path.join(import.meta.dirname, '..', '..', '..');
const SIGNPOST = path.join(ROOT, 'harness', 'signpost.mjs');

export interface Printed {
  readonly where: string;
  /** As it stands there, without a remark behind it. */
  readonly text: string;
}

const PAGES = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md'];

/** Each page with its text. */
function pages(): readonly (readonly [page: string, text: string])[] {
  const docs = readdirSync(path.join(ROOT, 'docs')).filter((name) => name.endsWith('.md'));
  const names = [...PAGES, ...docs.map((name) => `docs/${name}`)];
  return names.map((page) => [page, readFileSync(path.join(ROOT, page), 'utf8').replaceAll(/\\\n\s*/g, '')]);
}

const withoutRemark = (line: string): string => line.replace(/ +# .*$/, '').trimEnd();

/** In blocks that begin with the command, after `$ `, four blanks or what YAML has before it, and between backquotes. */
export function commandsOfPages(): readonly Printed[] {
  return pages().flatMap(([where, text]) => {
    const blocks = [...text.matchAll(/^(?: {4}|\$ | *- (?:run: )?| +run: )?(npx signpost .*)$/gm)];
    const inline = [...text.matchAll(/`(npx signpost [^`]+)`/g)];
    return [...blocks, ...inline].map(([, command = '']) => ({ where, text: withoutRemark(command) }));
  });
}

/** What a reader is to type, or a CI is to run: each line of a block in `sh`, and each command of a job in YAML. */
export function linesToType(): readonly Printed[] {
  return pages().flatMap(([where, text]) => {
    const shell = fenced(text, 'sh').flatMap((block) => block.split('\n'));
    const jobs = fenced(text, 'yaml').flatMap(commandsOfJob);
    return [...shell, ...jobs]
      .map((line) => ({ where, text: withoutRemark(line) }))
      .filter(({ text }) => text);
  });
}

/** Blocks that begin with `$ `: what is typed, and what of its output is shown. */
export function blocksWithOutput(): readonly (Printed & { readonly output: readonly string[] })[] {
  return pages().flatMap(([where, text]) =>
    fenced(text, '').flatMap((block) => {
      if (!block.startsWith('$ ')) return [];
      const lines = block.trimEnd().split('\n');
      const typed = lines.filter((line) => line.startsWith('$ ')).map((line) => line.slice(2));
      return [{ where, text: typed.join('\n'), output: lines.filter((line) => !line.startsWith('$ ')) }];
    }),
  );
}

function fenced(text: string, language: string): readonly string[] {
  const blocks = text.matchAll(/^```(\w*)\n(.*?)^```$/gms);
  return [...blocks].flatMap(([, its, block = '']) => (its === language ? [block] : []));
}

/** GitHub has them behind `run:`, GitLab in lists of scripts. */
function commandsOfJob(yaml: string): readonly string[] {
  const github = [...yaml.matchAll(/^ *(?:- )?run: (.*)$/gm)].map(([, command = '']) => command);
  const scripts = [...yaml.matchAll(/^ +(?:before_)?script:\n((?: +- .*\n)+)/gm)];
  const gitlab = scripts.flatMap(([, list = '']) => list.trim().split(/\n? +- |^- /));
  return [...github, ...gitlab];
}

/** Under `Examples:`, one a line, each with a remark after at least two blanks. */
export async function commandsOfHelp(): Promise<readonly Printed[]> {
  const verbs = VERBS.filter(({ hidden }) => !hidden).map(({ name }) => name);
  const all = await Promise.all(['', ...verbs].map(async (verb) => [verb, await helpOf(verb)] as const));
  return all.flatMap(([verb, help]) =>
    [...help.matchAll(/^ {2}((?:dig .*\| )?npx signpost\b.*)$/gm)].map(([, command = '']) => ({
      where: `${verb} --help`.trimStart(),
      text: command.replace(/ {2,}\S.*$/, '').trimEnd(),
    })),
  );
}

function helpOf(verb: string): Promise<string> {
  const env = { ...process.env, npm_lifecycle_event: 'test', npm_config_user_agent: 'npm/11' };
  const words = [SIGNPOST, ...(verb === '' ? [] : [verb]), '--help'];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, words, { cwd: ROOT, env }, (error, stdout) =>
      error ? reject(error) : resolve(stdout),
    );
  });
}

/** Other programs that stand beside it do nothing, and `npx signpost` gives its words away. */
const PRELUDE = `
npx() { shift; printf '%s\\0' "$@" >&3; printf '\\n\\0' >&3; }
for other in dig jq tshark; do eval "$other() { :; }"; done
`;

/** The words that each command gives to Signpost, as bash reads it: all in one shell. */
export async function wordsOf(commands: readonly Printed[]): Promise<readonly (readonly string[])[]> {
  const script = commands.map(({ text }) => `{ ${text}\n}`).join('\n');
  const bash = spawn('bash', ['-c', `${PRELUDE}${script}`], { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  const [told, complaints] = await Promise.all([bash.stdio[3], bash.stderr].map(textOf));
  if (complaints !== '') throw new Error(complaints);
  return (told ?? '')
    .split('\n\0')
    .slice(0, -1)
    .map((words) => words.split('\0').slice(0, -1));
}

async function textOf(stream: unknown): Promise<string> {
  let text = '';
  for await (const chunk of stream as AsyncIterable<Buffer>) text += chunk.toString();
  return text;
}
