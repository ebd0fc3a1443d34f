/** All it takes is a listener whose sockets start paused. */
export const STALL_TCP = { pauseOnConnect: true } as const;

/** Accepts, and then nothing: not a byte is read or written, so that even the client's goodbye goes unseen. */
export function stallTcp(): void {}
