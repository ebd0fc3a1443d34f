import { causeOf } from '../../base/index.ts';
import { copyData, type KeptData } from './kept-data.ts';
import { KeptLog } from './kept-log.ts';

/** Where the log goes, and the data folder, if that is wanted. */
export interface KeptPlaces {
  readonly log: string;
  readonly data?: string | undefined;
}

/** What stays of a homeserver when it has ended, over all of its starts in a run. */
export class Remains {
  readonly log: KeptLog;
  readonly #place: string | undefined;
  #data: KeptData | undefined;
  #problem: string | undefined;

  constructor({ log, data }: KeptPlaces) {
    this.log = new KeptLog(log);
    this.#place = data;
  }

  get data(): KeptData | undefined {
    return this.#data;
  }

  /** Why there is no data folder, if that is so. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** The folder of a start that is over. One that broke stays, as what came after it says less. */
  async keepData(folder: string, broke: boolean): Promise<void> {
    const path = this.#place;
    if (path === undefined || this.#data?.broke) return;
    try {
      const { leftOut } = await copyData(folder, path);
      this.#data = { path, broke, leftOut };
    } catch (error) {
      this.#data = undefined;
      this.#problem = causeOf(error);
    }
  }
}
