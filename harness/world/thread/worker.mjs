import { workerData } from 'node:worker_threads';

// Node 20 does not hand the loader of its main thread down to a worker: it is registered here, on every version alike.
if (workerData.module.endsWith('.ts')) {
  const { register } = await import('tsx/esm/api');
  register();
}
await import(workerData.module);
