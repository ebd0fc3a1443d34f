import type { PasteRow } from './paste-row.ts';

const FILE = '{"m.server": "192.0.2.20:8449"}';
const REACHED = { exit: 0, says: 'look for example.org at 192.0.2.20:8449' } as const;
const URL = 'https://example.org/.well-known/matrix/server';

/** The same answer, whatever program printed it. */
export const ROWS_OF_READING: Readonly<Record<string, PasteRow>> = {
  'a file that curl -i printed': {
    web: `HTTP/2 200 \ncontent-type: application/json\n\n${FILE}`,
    ...REACHED,
  },
  'a file below its prompt': { web: `$ curl ${URL}\n${FILE}\nuser@box:~$ `, ...REACHED },
  'a file that curl -v printed': {
    web: `* Trying 192.0.2.10:443...\n* SSL certificate verify ok.\n> GET / HTTP/2\n< HTTP/2 200 \n< \n${FILE}\n* Connection #0 to host example.org left intact`,
    ...REACHED,
  },
  'a file that wget printed': {
    web: `--2026-11-30 21:27:33--  ${URL}\nHTTP request sent, awaiting response... \n  HTTP/1.1 200 OK\nLength: 31 [application/json]\n\n${FILE}\n`,
    ...REACHED,
  },
  'a file that PowerShell printed': {
    web: `StatusCode        : 200\nContent           : ${FILE}\n`,
    ...REACHED,
  },
  'a file in a fence': { web: `\`\`\`\n${FILE}\n\`\`\``, ...REACHED },
};
