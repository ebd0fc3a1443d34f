import { readChunks } from './chunks.ts';
import type { Received, Unreadable } from './received.ts';
import type { OpenReading } from './well-known.ts';

/** The octets of a connection as RFC 9112 reads them. One character is one octet. */
export function readRawAnswer(raw: Uint8Array): Received | Unreadable {
  let rest = Buffer.from(raw).toString('latin1');
  const open: OpenReading[] = [];
  const doubt = (reading: string): void => void open.push({ id: 'S3-p', reading });
  const unreadable = (why: string): Unreadable => ({ unreadable: why, open });
  for (;;) {
    const head = /^([\s\S]*?\r?\n)\r?\n/.exec(rest);
    const [whole, text = ''] = head ?? [];
    const status = /^HTTP\/1\.[01] ([1-9]\d\d)(?<rest> .*)?\r?\n/.exec(text || rest);
    if (!status) return unreadable('what comes is no HTTP answer');
    if (whole === undefined) return unreadable('the head of the answer does not end');
    if (/(^|[^\r])\n/.test(whole)) doubt('a line may end in LF alone');
    if (status.groups?.rest === undefined) doubt('a status line may lack its last space');
    rest = rest.slice(whole.length);
    const code = Number(status[1]);
    if (code === 101) return unreadable('an upgrade that nobody asked for');
    // RFC 9110 15.2: any number of interim answers comes before the final one.
    if (code < 200) continue;
    const headers = readHeaders(text.slice(status[0].length), doubt);
    if (headers === undefined) return unreadable('a line of the head is no header');
    return readBody(code, headers, rest, open);
  }
}

type Headers = Readonly<Record<string, readonly string[]>>;

function readHeaders(text: string, doubt: (reading: string) => void): Headers | undefined {
  const headers: Record<string, string[]> = {};
  // RFC 9112 5.2: obsolete, and one space to a user agent.
  const unfolded = text.replace(/\r?\n[ \t]+/g, ' ');
  if (unfolded !== text) doubt('a folded header is one line');
  for (const line of unfolded.split(/\r?\n/).filter((each) => each !== '')) {
    const header = /^(?<name>[!#$%&'*+.^_`|~0-9A-Za-z-]+)(?<space>[ \t]*):[ \t]*(?<value>.*?)[ \t]*$/.exec(
      line,
    );
    if (!header?.groups) {
      doubt('a line that is no header spoils the answer');
      return undefined;
    }
    const { name = '', space, value = '' } = header.groups;
    if (space) doubt('space before the colon of a header is passed over');
    const values = headers[name.toLowerCase()] ?? [];
    values.push(value);
    headers[name.toLowerCase()] = values;
  }
  return headers;
}

/** RFC 9112 6.3: where the body ends. */
function readBody(
  status: number,
  headers: Headers,
  rest: string,
  open: OpenReading[],
): Received | Unreadable {
  const received = (text: string, brokenOff = false): Received => ({
    status,
    headers,
    body: Buffer.from(text, 'latin1'),
    bytes: text.length,
    brokenOff,
    // Whoever writes an answer byte by byte means something that no other key says.
    unusual: true,
    ms: 0,
    endless: false,
    open,
  });
  if (status === 204 || status === 304) return received('');
  const lengths = new Set(headers['content-length']?.flatMap((value) => value.split(/[ \t]*,[ \t]*/)));
  const coding = headers['transfer-encoding']?.join(', ').toLowerCase();
  if (coding !== undefined) {
    if (coding !== 'chunked') return { unreadable: `the transfer coding ${coding} is unknown`, open };
    if (lengths.size > 0)
      open.push({ id: 'S3-p', reading: 'chunks count, and not the Content-Length beside them' });
    const { text, end } = readChunks(rest);
    return end === 'malformed'
      ? { unreadable: 'a chunk is malformed', open }
      : received(text, end === 'missing');
  }
  const [length, another] = lengths;
  if (length === undefined) return received(rest);
  if (another !== undefined || !/^\d+$/.test(length))
    return { unreadable: 'the Content-Length is no length', open };
  return received(rest.slice(0, Number(length)), rest.length < Number(length));
}
