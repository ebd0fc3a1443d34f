/** Programs whose command line tells whose output follows, and what they tell of: DNS, the web, certificates, or a file of the user's. */
const PROGRAMS: ReadonlyMap<string, 'dns' | 'web' | 'certificate' | 'file'> = new Map([
  ['aws', 'dns'],
  ['cat', 'file'],
  ['curl', 'web'],
  ['delv', 'dns'],
  ['dig', 'dns'],
  ['drill', 'dns'],
  ['host', 'dns'],
  ['http', 'web'],
  ['https', 'web'],
  ['invoke-restmethod', 'web'],
  ['invoke-webrequest', 'web'],
  ['irm', 'web'],
  ['iwr', 'web'],
  ['kdig', 'dns'],
  ['nslookup', 'dns'],
  ['openssl', 'certificate'],
  ['resolve-dnsname', 'dns'],
  ['resolvectl', 'dns'],
  ['systemd-resolve', 'dns'],
  ['type', 'file'],
  ['wget', 'web'],
]);

/** Whether a known program tells nothing of what the web answers. */
export function isNotOfWeb(program: string | undefined): boolean {
  const about = PROGRAMS.get(program ?? '');
  return about === 'dns' || about === 'certificate';
}

/** Of these a line is never anything else. */
const CERTAIN_PROMPTS: readonly RegExp[] = [
  /^PS(?: [^>]{0,200})?> ?/,
  /^[A-Za-z]:\\[^>]{0,200}>/,
  /^(?:\([\w.-]{1,60}\) )?\[?[\w.-]{1,80}@[\w.-]{1,80}[^$#%>❯]{0,120}[$#%>❯](?: |$)/,
  /^\$(?: |$)/,
];

/** These stand before other things, too: a prompt only where a known program follows. `+ ` is that of `set -x`. */
const POSSIBLE_PROMPTS: readonly RegExp[] = [
  /^\+{1,4} /,
  /^[#%>❯»] ?/,
  /^➜ {1,4}\S{1,80} (?:git:\S{1,80} )?/,
];

/** How long the prompt at the start of a line is, and the command behind it; `undefined`: there is no prompt. */
export function promptOf(line: string): { readonly length: number; readonly command: string } | undefined {
  for (const prompt of CERTAIN_PROMPTS) {
    const [found] = prompt.exec(line) ?? [];
    if (found !== undefined) return { length: found.length, command: line.slice(found.length).trim() };
  }
  for (const prompt of POSSIBLE_PROMPTS) {
    const [found] = prompt.exec(line) ?? [];
    const command = found === undefined ? '' : line.slice(found.length).trim();
    if (found !== undefined && programIn(command) !== undefined) return { length: found.length, command };
  }
  return startsBare(line) ? { length: 0, command: line.trim() } : undefined;
}

/** The name of the program that a command line starts, in small letters; `undefined` where it is not known. */
export function programIn(command: string): string | undefined {
  const [first = '', second = ''] = command.split(/\s/, 2);
  const word = first === 'sudo' || first === 'time' ? second : first;
  const name = (word.split(/[/\\]/).at(-1) ?? '').toLowerCase().replace(/\.exe$/, '');
  return PROGRAMS.has(name) ? name : undefined;
}

/** A record of a zone file whose owner is called like a program. */
const RECORD =
  /^\S+\s+(?:\d+\s+)?(?:IN\s+(?:\d+\s+)?[A-Z]|A\s+\d|AAAA\s+[\da-f]*:|SRV\s+\d+\s+\d|(?:CNAME|ALIAS|ANAME|NS)\s+\S+$|TXT\s+"|MX\s+\d)/i;

/** A command line that was copied without its prompt. `Host NAME not found` is none, nor `wget: …`, nor `Resolve-DnsName : …`. */
function startsBare(line: string): boolean {
  const program = programIn(line);
  if (program === undefined || program === 'cat' || program === 'type' || line.length > 2000) return false;
  if (/^(?:Host|[A-Z]+)\s/.test(line) || RECORD.test(line.trimEnd())) return false;
  const second = /^(?:(?:sudo|time)\s+)?\S+\s+(\S+)/.exec(line)?.[1];
  return second !== undefined && ARGUMENT.test(second);
}

/** An option, a name or a URL, a type, a verb: `curl failed to verify …` is no command. */
const ARGUMENT =
  /^(?:[-+@].|\S*[^\s:.]\.\S*[^\s.]|\S+:\/\/|['"]\S|_\S|(?:A|AAAA|SRV|CNAME|ANY|TXT|NS|SOA|MX|CAA|HTTPS)$|(?:query|s_client|x509|route53)$)/i;
