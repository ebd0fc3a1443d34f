import { bodyAlone } from './body-paste.ts';
import { curlError } from './curl-error-paste.ts';
import { curlHead } from './curl-head-paste.ts';
import { curlVerbose } from './curl-verbose-paste.ts';
import { otherFailures } from './other-failures.ts';
import { invokeWebRequest } from './powershell-web-paste.ts';
import type { WebFormat } from './web-format.ts';
import { wget } from './wget-paste.ts';

/** The forms in which answers of a web server are pasted: the first that recognises a part of a paste reads it. */
export const WEB_FORMATS: readonly WebFormat[] = [
  curlVerbose,
  curlHead,
  wget,
  curlError,
  invokeWebRequest,
  otherFailures,
  bodyAlone,
];
