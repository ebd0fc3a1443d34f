import type { Command } from 'commander';
import { asCalled, NamedFileError, readNamedBytes, readStandardInput } from '../base/index.ts';
import { type Explanation, explain, readPastedAnswers, readZoneFile } from '../explain/index.ts';
import { parseServerName, type SpecVersion } from '../model/index.ts';
import { DEFAULT_SPEC_VERSION } from '../oracle/index.ts';
import { type Look, lookFor, say, traceLines } from '../report/index.ts';
import { ScenarioError } from '../scenario/index.ts';
import { parseSpecVersion } from './cli/options.ts';

const EXAMPLES = `
Examples:
  signpost explain example.org --zone example.org.zone --well-known server.json
  dig +noall +answer example.org A _matrix-fed._tcp.example.org SRV | signpost explain example.org --zone -

The zone is a zone file, or what dig prints; the well-known file is the file itself, or what curl -i prints,
with -L for each redirect, too.
Names are relative to NAME unless $ORIGIN says otherwise.
No server is asked: only what you paste is read. A zone with an SOA record, or below $ORIGIN, tells of all names in it, and of no
other; other records tell of themselves alone. Where something that you did not paste decides, you are told what is needed,
and what follows from each way in which it can turn out.

Exit code: 0 others reach it, or may, 1 they do not, 64 a file cannot be read.`;

interface Options {
  readonly zone: string;
  readonly wellKnown?: string;
  readonly spec: SpecVersion;
}

export function define(command: Command): void {
  command
    .argument('<name>', 'the server name, as in @user:NAME')
    .requiredOption('--zone <file>', 'the DNS records; - is the standard input')
    .option('--well-known <file>', 'what https://NAME/.well-known/matrix/server answers')
    .option('--spec <version>', 'version of the specification', parseSpecVersion, DEFAULT_SPEC_VERSION)
    .addHelpText('after', asCalled(EXAMPLES))
    .action(async (name: string, options: Options) => {
      if (options.zone === '-' && options.wellKnown === '-') throw twoOfOne();
      const zone = readZoneFile(options.zone, await textOf(options.zone), hostOf(name));
      const { wellKnown: file } = options;
      const wellKnown = file === undefined ? {} : { wellKnown: readPastedAnswers(file, await textOf(file)) };
      const explanation = explain({ server: name, zone, ...wellKnown }, options.spec);
      const others = [...zone.ignored].map(([type, count]) => `${count} ${type}`);
      const remarks = [
        ...explanation.remarks,
        ...(others.length > 0 ? [`records that play no part in this: ${others.join(', ')}`] : []),
      ];
      const lines = tell(name, { ...explanation, remarks }, options.spec, lookFor(process.stdout));
      say(lines);
      process.exitCode = explanation.reachable ? 0 : 1;
    });
}

function twoOfOne(): ScenarioError {
  const what = '--zone and --well-known cannot both be read from the standard input';
  return new ScenarioError({ code: 'bad-value', what, hint: 'give the path of a file for one of them' });
}

function tell(name: string, explanation: Explanation, spec: SpecVersion, { paint }: Look): string[] {
  const { certain, reachable, result, unknown, remarks, links } = explanation;
  const part = (title: string, lines: readonly string[]) =>
    lines.length > 0 ? ['', paint.strong(title), ...lines.map((line) => `  ${line}`)] : [];
  return [
    `${paint.strong(name)}  as other servers find it, by ${spec}`,
    ...part('The way', traceLines(certain, paint, spec)),
    ...part(reachable ? 'They' : 'So', result),
    ...part('Not known', unknown),
    ...part('Remarks', remarks),
    ...part('Specification', links),
  ];
}

/** What relative names in the zone are relative to: a name that is not valid is its own. */
function hostOf(name: string): string {
  const parsed = parseServerName(name);
  return parsed.ok ? parsed.host : name;
}

/** Also what is no UTF-8: what servers answer is not ours to refuse. */
async function textOf(file: string): Promise<string> {
  try {
    const bytes = file === '-' ? await readStandardInput() : readNamedBytes(file);
    return bytes.toString('utf8');
  } catch (error) {
    if (!(error instanceof NamedFileError)) throw error;
    const what = `${file === '-' ? 'the standard input' : file} ${error.message}`;
    const hint = 'name a file; what a program prints comes through a pipe, with - for the file';
    throw new ScenarioError({ code: 'unreadable', what, hint });
  }
}
