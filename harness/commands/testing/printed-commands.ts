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

/** In blocks that begin with the command, after `$ ` or four blanks, and between backquotes. */
export function commandsOfPages(): readonly Printed[] {
  const docs = readdirSync(path.join(ROOT, 'docs')).filter((name) => name.endsWith('.md'));
  return [...PAGES, ...docs.map((name) => `docs/${name}`)].flatMap((page) => {
    const text = readFileSync(path.join(ROOT, page), 'utf8').replaceAll(/\\\n\s*/g, '');
    const blocks = [...text.matchAll(/^(?: {4}|\$ )?(npx signpost .*)$/gm)];
    const inline = [...text.matchAll(/`(npx signpost [^`]+)`/g)];
    return [...blocks, ...inline].map(([, command = '']) => ({
      where: page,
      text: command.replace(/ +# .*$/, '').trimEnd(),
    }));
  });
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
