/** What the environment of programs inside must say, and what it must not: settings that lead out or beat ours. */
export function changedEnvironment(bundle: string): Readonly<Record<string, string | undefined>> {
  const changes: Record<string, string | undefined> = {};
  for (const name of BEATS_OURS) changes[name] = undefined;
  for (const name of PROXIES) {
    changes[name] = undefined;
    changes[name.toUpperCase()] = undefined;
  }
  return {
    ...changes,
    SSL_CERT_FILE: bundle,
    NODE_EXTRA_CA_CERTS: bundle,
    // Python's `requests` brings a bundle of its own and looks here only.
    REQUESTS_CA_BUNDLE: bundle,
  };
}

const BEATS_OURS = [
  'CURL_CA_BUNDLE',
  'SSL_CERT_DIR',
  'GIT_SSL_CAINFO',
  'GIT_SSL_CAPATH',
  'GIT_SSL_NO_VERIFY',
  'NIX_SSL_CERT_FILE',
  'AWS_CA_BUNDLE',
  'PIP_CERT',
  'CARGO_HTTP_CAINFO',
  'NODE_TLS_REJECT_UNAUTHORIZED',
  // Settings of glibc's resolver.
  'LOCALDOMAIN',
  'RES_OPTIONS',
  'HOSTALIASES',
];

const PROXIES = ['http_proxy', 'https_proxy', 'ftp_proxy', 'all_proxy', 'no_proxy'];
