/** Threads of the world: orders go there, each is done or fails, and news come back. */
export { type Packed, pack, unpack } from './packed-error.ts';
export { serve } from './serve.ts';
export { type Listeners, Thread } from './thread.ts';
