/** Evidence: what the world saw, as typed events, and how one is told in a line of text. */
export type * from './event.ts';
