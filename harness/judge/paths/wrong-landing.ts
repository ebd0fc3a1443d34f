import type { ListenerId } from '../../model/index.ts';
import type { DivergenceKind } from '../divergence/divergence.ts';

/** Where a request went that belongs elsewhere, with which Host, and by which wrong step. */
export interface WrongLanding {
  readonly id: ListenerId;
  readonly host: string | null | undefined;
  readonly kind: DivergenceKind;
}
