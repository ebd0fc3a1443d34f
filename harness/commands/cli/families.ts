/** What the cases of each family of the library are about, in half a sentence. */
export const FAMILIES: Readonly<Record<string, string>> = {
  control: 'whether an implementation can connect, and refuses, at all',
  grammar: 'what is a server name, and what is none',
  'ip-literal': 'step 1: an address for a server name',
  'explicit-port': 'step 2: a server name with a port',
  'well-known': 'step 3: the well-known file, how it is read, and where it leads',
  srv: 'steps 4 and 5: SRV records of the server name',
  fallback: 'step 6: port 8448, where nothing is delegated',
  offline: 'a well-known file that cannot be had',
  finality: 'what goes wrong once a step has decided: nothing else is tried',
  dns: 'aliases, wildcards, search domains, and answers that fail',
  names: 'several server names, one after another or at once',
  labels: 'labels in punycode, long ones, and other odd ones',
  tls: 'certificates, versions and ciphers',
  'virtual-hosts': 'web servers that answer each Host in another way',
  connections: 'which connection a request may be sent over',
  keys: 'where keys and media are asked for',
  'x-matrix': 'how a request is signed, and for whom',
};

interface Common {
  readonly what: string;
  /** Ids without variants. All of their cases have the tag `common`. */
  readonly scenarios: readonly string[];
}

/** What users meet most: whoever has these right reaches nearly every server. The README has the same table. */
export const COMMON: readonly Common[] = [
  {
    what: 'behind an SRV record, Host, SNI and certificate are still those of the server name',
    scenarios: ['srv/fed', 'srv/certificate-of-target'],
  },
  {
    what: 'a delegation without port looks for SRV under the delegated name',
    scenarios: ['well-known/srv-of-delegate'],
  },
  { what: 'the port of a delegation stays in Host', scenarios: ['well-known/port'] },
  {
    what: 'a well-known file that fails, in whatever way, is no reason to give up',
    scenarios: ['well-known/status', 'offline/fallback', 'offline/srv'],
  },
  {
    what: 'the well-known file counts whatever its Content-Type says',
    scenarios: ['well-known/content-type'],
  },
];
