import type { Command } from 'commander';
import { asCalled, jsonOutput, NamedFileError, readNamedBytes, readStandardInput } from '../base/index.ts';
import {
  EXIT_CODES,
  explain,
  type GivenFiles,
  meantName,
  readContacts,
  readDnsPaste,
  readWebPaste,
  type ShellKind,
  shellLines,
  textOfPaste,
} from '../explain/index.ts';
import { parseServerName, type SpecVersion } from '../model/index.ts';
import { DEFAULT_SPEC_VERSION } from '../oracle/index.ts';
import { lookFor, say, sayAsItIs } from '../report/index.ts';
import { ScenarioError } from '../scenario/index.ts';
import { answerLines, groundLines, typedLines } from './cli/explanation-lines.ts';
import { collect, parseSpecVersion } from './cli/options.ts';

const EXAMPLES = `
Examples:
  signpost explain example.org                                 what to run, and to paste
  signpost explain example.org --zone dns.txt --well-known file.txt
  dig +noall +comments +question +answer matrix.example.org A matrix.example.org AAAA |
    signpost explain example.org --well-known file.txt --zone -

No server is asked: only what you paste is read. What you did not paste is not known, and never taken to be missing: where it
decides, you are told what to run for it. --commands prints that alone, as lines for a shell: those that ask, each into a file
in this folder, and the one that explains them. Do so again until nothing is missing.

  --zone         what dig, drill, host, nslookup, PowerShell, resolvectl or a web page of your DNS provider say, a zone file,
                 JSON of DNS over HTTPS, Route 53 or Cloudflare. A zone file tells of all names below its SOA record or $ORIGIN; all else
                 tells of what was asked. Of several the later one counts.
  --well-known   the file itself, or what curl -iL, curl -v, wget -S or Invoke-WebRequest print, errors too
  --certificate  what openssl s_client prints, or PEM

Exit code: 0 others find it, 1 they do not, 3 that is not known yet: paste what is named, 64 a file or a name cannot be read.`;

interface Options {
  readonly zone?: readonly string[];
  readonly wellKnown?: string;
  readonly certificate?: readonly string[];
  readonly commands?: true;
  readonly json?: true;
  readonly spec: SpecVersion;
}

export function define(command: Command): void {
  command
    .argument('<name>', 'the server name, as in @user:NAME')
    .option('--zone <file>', 'DNS records, may be given several times; - is the standard input', collect)
    .option('--well-known <file>', 'what https://NAME/.well-known/matrix/server answers')
    .option('--certificate <file>', 'a certificate that is shown, may be given several times', collect)
    .option('--commands', 'only what to run next, as lines for a shell')
    .option('--json', 'all of it as data')
    .option('--spec <version>', 'version of the specification', parseSpecVersion, DEFAULT_SPEC_VERSION)
    .addHelpText('after', asCalled(EXAMPLES))
    .action(async (name: string, options: Options) => {
      refuseMeant(name);
      const given: GivenFiles = { zone: [], certificate: [], ...options };
      const explanation = explain(await readPastes(name, given), options.spec);
      const lines = shellLines(name, explanation.needed, given, shellHere());
      process.exitCode = EXIT_CODES[explanation.findability.kind];
      if (options.json) return sayAsItIs(jsonOutput(explanation).split('\n'));
      const typed = lines.asking.length > 0 ? [...lines.asking, lines.explaining] : [];
      if (options.commands) return sayAsItIs(typed);
      const { paint } = lookFor(process.stdout);
      say(answerLines(explanation, paint));
      // Broken at the edge of the terminal they could not be pasted.
      sayAsItIs(typedLines(typed, paint));
      say(groundLines(explanation, options.spec, paint));
    });
}

const shellHere = (): ShellKind => (process.platform === 'win32' ? 'powershell' : 'posix');

/** What nobody can call a server, and somebody may have at hand. */
function refuseMeant(name: string): void {
  const meant = meantName(name);
  if (!meant) return;
  const what = `${JSON.stringify(name)} is ${meant.is}, and no server name`;
  throw new ScenarioError({ code: 'bad-name', what, hint: `did you mean ${meant.name}?` });
}

async function readPastes(server: string, { zone, wellKnown, certificate }: GivenFiles) {
  const files = [...zone, ...(wellKnown === undefined ? [] : [wellKnown]), ...certificate];
  if (files.filter((file) => file === '-').length > 1) throw twoOfOne();
  const texts = new Map<string, string>();
  for (const file of new Set(files)) texts.set(file, await textOf(file));
  const read = (file: string) => texts.get(file) ?? '';
  return {
    server,
    dns: zone.map((file) => readDnsPaste(file, read(file), hostOf(server))),
    ...(wellKnown !== undefined && { web: readWebPaste(wellKnown, read(wellKnown), hostOf(server)) }),
    contacts: certificate.flatMap((file) => readContacts(file, read(file))),
    now: Date.now(),
  };
}

function twoOfOne(): ScenarioError {
  const what = 'only one file can be read from the standard input, and several are named -';
  return new ScenarioError({ code: 'bad-value', what, hint: 'give the paths of files for the others' });
}

/** What relative names in the zone are relative to: a name that is not valid is its own. */
function hostOf(name: string): string {
  const parsed = parseServerName(name);
  return parsed.ok ? parsed.host : name;
}

/** Also what is no UTF-8: what servers answer is not ours to refuse. */
async function textOf(file: string): Promise<string> {
  try {
    return textOfPaste(file === '-' ? await readStandardInput() : readNamedBytes(file));
  } catch (error) {
    if (!(error instanceof NamedFileError)) throw error;
    const called = file === '-' ? 'the standard input' : file === '' ? 'a file without name' : file;
    const what = `${called} ${error.message}`;
    const hint = 'name a file; what a program prints comes through a pipe, with - for the file';
    throw new ScenarioError({ code: 'unreadable', what, hint });
  }
}
