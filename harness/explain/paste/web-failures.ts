import type { WebFailure } from '../paste.ts';
import type { PastedLine } from './pasted-lines.ts';

type Kind = WebFailure['kind'];

/** What curl's exit codes say. Those that are not here are `other`. */
const OF_CURL: Readonly<Record<string, Kind>> = {
  6: 'no-address',
  7: 'refused',
  18: 'reset',
  28: 'silent',
  35: 'tls',
  47: 'redirects',
  51: 'certificate',
  52: 'reset',
  56: 'reset',
  60: 'certificate',
  83: 'certificate',
  90: 'certificate',
  91: 'certificate',
};

/** Sentences of all programs, the more telling first. They overrule a code: with 7 and 35 curl tells of several things. */
const SENTENCES: readonly (readonly [pattern: RegExp, kind: Kind])[] = [
  [
    /could(?:n't| not|n’t) resolve|unable to resolve host|name or service not known|no such host|remote name could not be resolved|gaierror|getaddrinfo|ERR_NAME_NOT_RESOLVED|NXDOMAIN|temporary failure in name resolution|nodename nor servname/i,
    'no-address',
  ],
  [
    /maximum .*redirect|redirections exceeded|too ?many ?redirects|TOO_MANY_REDIRECTS|redirection count has been exceeded/i,
    'redirects',
  ],
  [
    /CertificateError|certificate (?:problem|verif|has expired|is not|common name|subject)|no (?:alternative )?certificate subject|subject name .*does not match|cannot verify .*certificate|CERTIFICATE_VERIFY_FAILED|trust relationship|remote certificate|server certificate .*(?:failed|not)|certificate of .* (?:is not trusted|has expired)|owner does not match|ERR_CERT_|BAD_CERT_DOMAIN|SEC_ERROR_|MOZILLA_PKIX_|SEC_E_(?:WRONG_PRINCIPAL|UNTRUSTED_ROOT|CERT_EXPIRED)|SNI or certificate check failed|self[- ]signed certificate/i,
    'certificate',
  ],
  [/timed? ?[- ]?out|no response|timeout/i, 'silent'],
  [
    /connection reset|reset by peer|empty reply|closed (?:the )?connection|connection was closed|unexpected eof|SSL_ERROR_SYSCALL|no data received|RemoteDisconnected|ERR_CONNECTION_(?:RESET|CLOSED)|ERR_EMPTY_RESPONSE/i,
    'reset',
  ],
  [
    /connection refused|actively refused|refused to connect|ERR_CONNECTION_REFUSED|unable to connect to the remote server/i,
    'refused',
  ],
  [/no route to host|network is unreachable|ERR_ADDRESS_UNREACHABLE/i, 'other'],
  [
    /alert|handshake|wrong version number|SSL_ERROR|SSLError|SSL\/TLS secure channel|SSL connection could not be established|unable to establish SSL|ERR_SSL_|unrecognized name|tlsv1/i,
    'tls',
  ],
];

/** Past this a connection that was not made was not refused: nobody answered. Milliseconds; who refuses does so at once. */
const TOO_LONG_TO_BE_REFUSED = 15_000;

/** What a sentence says of why there is no answer; `undefined`: nothing. */
export function kindOfSentence(text: string): Kind | undefined {
  const short = text.slice(0, 600);
  return SENTENCES.find(([pattern]) => pattern.test(short))?.[1];
}

const CURL_ERROR = /curl: \((\d{1,3})\) (.*)$/;

export interface CurlError {
  readonly code: number;
  readonly failure: WebFailure;
  /** Where in the line it begins. */
  readonly index: number;
}

/** `curl: (7) Failed to connect …`, also right behind what the line holds else. */
export function curlErrorIn({ text, at }: PastedLine): CurlError | undefined {
  const index = text.indexOf('curl: (');
  const [, code, sentence = ''] = (index < 0 ? undefined : CURL_ERROR.exec(text.slice(index))) ?? [];
  if (code === undefined) return undefined;
  return {
    code: Number(code),
    failure: {
      kind: kindOf(code, sentence),
      printed: text.slice(index).trimEnd(),
      at: { ...at, column: at.column + index },
    },
    index,
  };
}

function kindOf(code: string, sentence: string): Kind {
  const byCode = OF_CURL[code] ?? 'other';
  if (!['7', '35', '56', '16', '92'].includes(code)) return byCode;
  const after = Number(/ after (\d{1,9}) ms/.exec(sentence)?.[1] ?? 0);
  if (code === '7' && after > TOO_LONG_TO_BE_REFUSED) return 'silent';
  return kindOfSentence(sentence) ?? byCode;
}
