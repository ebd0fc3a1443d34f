/** Loading TypeScript late: what runs outside the sandbox seldom needs it. */

let loaded = false;

/** From now on `import()` takes `.ts` files. */
export async function loadTypeScript() {
  if (loaded) return;
  loaded = true;
  // The user's tsconfig.json in the working directory is none of our business.
  (await import('tsx/esm/api')).register({ tsconfig: false });
}
