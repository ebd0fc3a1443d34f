import { fileURLToPath } from 'node:url';
import { workerData } from 'node:worker_threads';

if (workerData.module.endsWith('.cjs')) {
  await loadCompiled(fileURLToPath(workerData.module));
} else {
  // Node 20 does not hand the loader of its main thread down to a worker: it is registered here, on every version alike.
  if (workerData.module.endsWith('.ts')) {
    const { register } = await import('tsx/esm/api');
    register();
  }
  await import(workerData.module);
}

/**
 * Of a bundle. What is compiled is kept at once, as a thread is ended from outside.
 * @param {string} file
 */
async function loadCompiled(file) {
  const { CompiledModules } = await import('../../base/compiled.mjs');
  const at = file.lastIndexOf('/world/');
  const name = file.slice(at + 1).replace(/\.cjs$/, '');
  const modules = new CompiledModules(file.slice(0, at), name.replaceAll('/', '-'));
  modules.load(name);
  modules.keep();
}
