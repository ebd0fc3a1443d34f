import type { Packed } from './packed-error.ts';

/** Answered by `done` or `failed` with the same `request`. */
export interface Request<Order> {
  readonly request: number;
  readonly order: Order;
}

/** The request that nobody sends: it is done when the thread has started. */
export const START = 0;

/** What a thread sends, several at once. */
export type ThreadMessage<News> =
  | { readonly kind: 'done'; readonly request: number }
  | { readonly kind: 'failed'; readonly request: number; readonly error: Packed }
  | { readonly kind: 'news'; readonly news: News };

export interface WorkerData {
  /** URL of the module that the thread runs. */
  readonly module: string;
  readonly settings: unknown;
}
