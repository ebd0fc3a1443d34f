import { canonical, parseServerName } from '../../model/index.ts';
import type { PastedAnswer, WebFailure, WebPaste } from '../paste.ts';
import { bodyRemark } from './body-remark.ts';
import type { Remark } from './remark.ts';

/** On the well-known file: that nobody asks for it, or goes by it, and why. */
export function fileRemarks({ answers, failure }: WebPaste, server: string): readonly Remark[] {
  const unasked = whyUnasked(server);
  if (unasked !== undefined) {
    const what = `the well-known file has no effect: ${unasked}, and then nobody asks for it`;
    return [{ kind: 'no-effect', ...placeOf(answers[0] ?? failure), what }];
  }
  if (failure) return [failureRemark(failure)];
  const last = answers.at(-1);
  if (!last) return [];
  const clear = answers.find(isRedirectToHttp);
  if (clear) {
    const what = `the well-known file is ignored: it is redirected to ${clear.location}, in clear text`;
    const instead = 'redirect to an https:// address, or answer at once';
    return [{ kind: 'file-redirects-to-http', ...placeOf(clear), what, instead }];
  }
  if (last.status !== 200) return statusRemarks(last);
  return last.withoutBody ? [{ ...WITHOUT_BODY, ...placeOf(last) }] : bodyRemark(last, hostOf(server));
}

/** Steps 1 and 2 come before the file. */
function whyUnasked(server: string): string | undefined {
  const name = parseServerName(server);
  if (!name.ok) return undefined;
  if (name.kind !== 'dns') return 'the server name is an address';
  return name.port === undefined ? undefined : 'the server name has a port';
}

const WITHOUT_BODY: Remark = {
  kind: 'file-without-body',
  what: 'this is only the head of the answer, and what the file says stands below it',
  instead: 'paste what curl -iL prints, without -I',
};

/** A delegation without port would lead where the server name leads anyway. */
function hostOf(server: string): string {
  const name = parseServerName(server);
  return name.ok ? canonical(name.host) : server;
}

const isRedirectToHttp = ({ status, location }: PastedAnswer): boolean =>
  status >= 300 && status < 400 && location !== undefined && /^http:/i.test(location);

/** 404 and 410 say what was meant: there is no file. */
function statusRemarks(answer: PastedAnswer): readonly Remark[] {
  const { status, location } = answer;
  if (status === 404 || status === 410) return [];
  if (status >= 300 && status < 400 && location !== undefined) {
    const what = `the paste ends at a redirect to ${location}, and others follow it`;
    return [{ kind: 'file-not-followed', ...placeOf(answer), what, instead: 'paste what curl -iL prints' }];
  }
  const what = `the well-known file is ignored: its status is ${status}, and only 200 counts`;
  const instead = `let the web server answer 200${STATUS_HINTS[status] ?? ''}`;
  return [{ kind: 'file-has-status', ...placeOf(answer), what, instead }];
}

const STATUS_HINTS: Readonly<Record<number, string>> = {
  401: ': the path must be open to everybody',
  403: ': the path must be open to everybody, also to programs (a firewall or a bot check may forbid it)',
  429: ': the path must be open to everybody, also to programs',
  503: ': the path must be open to everybody, also to programs',
};

function failureRemark(failure: WebFailure): Remark {
  const what = `others get no well-known file: ${failure.printed}`;
  return { kind: 'file-not-served', ...placeOf(failure), what, instead: forFailure(failure.kind) };
}

function forFailure(kind: WebFailure['kind']): string {
  switch (kind) {
    case 'certificate':
      return 'give the web server a certificate for the server name, if the file is to count';
    case 'tls':
      return 'if the file is to count, let the web server speak TLS on port 443';
    case 'redirects':
      return 'if the file is to count, let its redirects come to an end';
    case 'no-address':
      return 'if the file is to count, give the name an address in DNS';
    case 'refused':
    case 'silent':
    case 'reset':
    case 'other':
      return 'if the file is to count, let the web server answer on port 443';
    default:
      return kind satisfies never;
  }
}

const placeOf = (of: PastedAnswer | WebFailure | undefined): Pick<Remark, 'at'> =>
  of?.at ? { at: of.at } : {};
