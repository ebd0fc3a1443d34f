/**
 * Modules of a bundle, which are CommonJS, with what V8 compiled of them the last time: it compiles a function when it is first called,
 * so that of 2 MB of source each start would go through most, and compile a fifth.
 *
 * Node keeps compiled code by itself from 22.1 on, but only as it is after loading.
 */
import { isAscii } from 'node:buffer';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { Script } from 'node:vm';
import { keep, readKept, readWhole } from './kept-file.mjs';

/** @typedef {Readonly<Record<string, Buffer>>} Compiled  by path of the module in its bundle */
/** @typedef {(name: string) => unknown} Require */

export class CompiledModules {
  #folder;
  #file;
  #key;
  /** @type {Compiled} */
  #known;
  /** @type {Map<string, Script>} */
  #scripts = new Map();
  /** @type {Map<string, { exports: object }>} */
  #modules = new Map();
  /** Something was compiled that was not known. */
  #isNew = false;

  /**
   * @param {string} folder  of the bundle. Its name is a hash of all sources: what was compiled belongs to these
   * @param {string} purpose  what is kept for it is of use to whoever starts for the same one
   */
  constructor(folder, purpose) {
    this.#folder = folder;
    this.#file = join(folder, `compiled-${purpose}`);
    this.#key = [folder, process.version, process.arch].map(encodeURIComponent).join(':');
    this.#known = readCompiled(this.#file, this.#key);
  }

  /**
   * Throws what the module throws, or that it is not there.
   * @param {string} name  without its ending
   * @returns {any}
   */
  load(name) {
    return this.#module(join(this.#folder, `${name}.cjs`)).exports;
  }

  /** Keeps what is compiled by now, if there is anything new. Where that cannot be done, the next start compiles again. */
  keep() {
    if (!this.#isNew) return;
    const all = [...this.#scripts].map(([name, script]) => [name, script.createCachedData()]);
    try {
      keep(this.#file, this.#key, serialize({ ...this.#known, ...Object.fromEntries(all) }));
    } catch {
      // Read-only, or a full disk.
    }
  }

  /** @param {string} file */
  #module(file) {
    const known = this.#modules.get(file);
    if (known !== undefined) return known;
    const module = { exports: {} };
    this.#modules.set(file, module);
    const builtin = createRequire(file);
    /** @type {Require} */
    const ask = (name) =>
      /^\.\.?\//.test(name) ? this.#module(join(dirname(file), name)).exports : builtin(name);
    this.#compiled(file).runInThisContext()(module.exports, ask, module);
    return module;
  }

  /** @param {string} file */
  #compiled(file) {
    const source = readWhole(file);
    if (source === undefined) throw new Error(`${file} is not there`);
    const name = file.slice(this.#folder.length);
    const cachedData = this.#known[name];
    // UTF-8 takes three times as long, and hardly any has it.
    const text = source.toString(isAscii(source) ? 'latin1' : 'utf8');
    const script = new Script(`(function (exports, require, module) {${text}\n})`, {
      filename: file,
      ...(cachedData && { cachedData }),
    });
    // V8 rejects what another version has compiled, or one with other flags.
    if (cachedData === undefined || script.cachedDataRejected) this.#isNew = true;
    this.#scripts.set(name, script);
    return script;
  }
}

/**
 * @param {string} file
 * @param {string} key
 * @returns {Compiled}
 */
function readCompiled(file, key) {
  const body = readKept(file, key);
  return body === undefined ? {} : deserialize(body);
}
