import { ownCommand } from '../base/index.ts';
import type { SandboxNeed } from './need.ts';
import { output } from './output.ts';

interface OptionalProgram {
  /** Prints its version and ends. */
  readonly version: readonly string[];
  /** The end of a sentence that begins with "only for". */
  readonly purpose: string;
  /** The package of Debian. */
  readonly from: string;
}

/** What Signpost goes without, and tells its users to call. */
const PROGRAMS: Readonly<Record<string, OptionalProgram>> = {
  dig: {
    version: ['-v'],
    purpose: `asking real name servers for \`${ownCommand('explain')}\`, and that of a world by hand without --dig`,
    from: 'dnsutils',
  },
  curl: {
    version: ['--version'],
    purpose: `trying a host of a world by hand, and fetching a real well-known file for \`${ownCommand('explain')}\``,
    from: 'curl',
  },
  openssl: {
    version: ['version'],
    purpose: 'looking at the certificate of a host',
    from: 'openssl',
  },
  tcpdump: {
    version: ['--version'],
    purpose: `reading what \`${ownCommand('run', '--pcap')}\` kept`,
    from: 'tcpdump',
  },
  tshark: {
    version: ['--version'],
    purpose: 'reading that decrypted, with the keys beside it',
    from: 'tshark',
  },
  git: { version: ['--version'], purpose: 'the commit of a checkout in its records', from: 'git' },
  python3: { version: ['--version'], purpose: 'the resolver of the tutorial', from: 'python3' },
};

export function optionalPrograms(): readonly SandboxNeed[] {
  return Object.entries(PROGRAMS).map(([name, { version, purpose, from }]) => ({
    what: `program ${name}`,
    only: purpose,
    // That it starts is enough to know.
    attempt: () => output(name, version).then(() => ''),
    remedies: () => [`apt-get install ${from}`],
  }));
}
