/** What a Matrix homeserver answers: version, signed keys, profiles, media, and the right errors for the rest. */
export { needsSignature } from './authentication.ts';
export { homeserver } from './homeserver.ts';
export { isXMatrix, readXMatrix } from './x-matrix.ts';
