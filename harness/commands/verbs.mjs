/**
 * The table of verbs. Plain JavaScript, because `signpost.mjs` reads it before TypeScript is loaded; the modules are
 * loaded when their verb is called, not before.
 *
 * A new verb: a file here that exports `define` (see `cli/verb.ts`), and one entry in this table, in the order of `--help`.
 * @type {readonly import('./cli/verb.ts').Verb[]}
 */
export const VERBS = [
  {
    name: 'run',
    summary: 'ask implementations to reach the cases, and judge what they do',
    inside: true,
    recorded: true,
    // Packets are of use with keys alone, which a world of its own keeps.
    ahead: (words) => !words.some((word) => word.startsWith('--pcap')),
    load: () => import('./run.ts'),
  },
  {
    name: 'install',
    summary: 'build a known implementation into the cache',
    forSandbox: true,
    load: () => import('./install.ts'),
  },
  {
    name: 'list',
    summary: 'list the cases',
    load: () => import('./list.ts'),
  },
  {
    name: 'clauses',
    summary: 'search what the specification says of discovery, statement by statement',
    load: () => import('./clauses.ts'),
  },
  {
    name: 'lint',
    summary: 'check scenario files, and compare each expectation with the oracle',
    load: () => import('./lint.ts'),
  },
  {
    name: 'show',
    summary: 'show one case: its clauses, its world, and what the specification makes of it',
    load: () => import('./show.ts'),
  },
  {
    name: 'explain',
    summary: 'say how others find a server, from what you paste of DNS, the web and certificates',
    load: () => import('./explain.ts'),
  },
  {
    name: 'new',
    summary: 'write a scenario file to start from',
    load: () => import('./new.ts'),
  },
  {
    name: 'smoke',
    summary: 'check that a program speaks the protocol',
    inside: true,
    load: () => import('./smoke.ts'),
  },
  {
    name: 'shell',
    summary: 'run any program inside the mock internet',
    inside: true,
    program: true,
    load: () => import('./shell.ts'),
  },
  {
    name: 'baseline',
    summary: 'write down the known failures of an implementation',
    inside: true,
    load: () => import('./baseline.ts'),
  },
  {
    name: 'mutants',
    summary: 'say which case catches which faulty resolver',
    inside: true,
    load: () => import('./mutants.ts'),
  },
  {
    name: 'fuzz',
    summary: 'compare implementations with the oracle, or with each other, in random worlds',
    inside: true,
    load: () => import('./fuzz.ts'),
  },
  {
    name: 'doctor',
    summary: 'check what Signpost needs of this machine, and say how to fix it',
    load: () => import('./doctor.ts'),
  },
  {
    name: 'sandbox',
    summary: 'run any program in the sandbox without a world, to attach to it',
    inside: true,
    program: true,
    load: () => import('./sandbox.ts'),
  },
  {
    name: 'bench',
    summary: 'measure what Signpost costs beside what cannot be avoided',
    hidden: true,
    load: () => import('./bench.ts'),
  },
  {
    name: 'trial',
    summary: 'one measurement of the benchmark',
    inside: true,
    hidden: true,
    load: () => import('./trial.ts'),
  },
];
