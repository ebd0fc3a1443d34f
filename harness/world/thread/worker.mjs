import { workerData } from 'node:worker_threads';
// Node 20 does not hand the loader of its main thread down to a worker: it is registered here, on every version alike.
import { register } from 'tsx/esm/api';

register();
await import(workerData.module);
