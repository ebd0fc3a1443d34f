/** What a Matrix homeserver answers: version, signed keys, profiles, media, and the right errors for the rest. */
export { homeserver } from './homeserver.ts';
