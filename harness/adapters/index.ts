/** Adapters: how an implementation is asked, whatever it is made of. */
export type * from './adapter.ts';
