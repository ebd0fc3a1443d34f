/** Loading TypeScript late: what runs outside the sandbox seldom needs it. */

let loaded = false;

/** From now on `import()` takes `.ts` files. */
export async function loadTypeScript() {
  if (loaded) return;
  loaded = true;
  requireDependencies();
  // The user's tsconfig.json in the working directory is none of our business.
  (await import('tsx/esm/api')).register({ tsconfig: false });
}

/** What a Node that is started anew imports first. */
export function tsxFile() {
  requireDependencies();
  return import.meta.resolve('tsx/esm');
}

/** A fresh checkout has none, and nothing of ours that could say so in style. */
export function requireDependencies() {
  try {
    import.meta.resolve('tsx/esm');
  } catch {
    process.stderr.write(
      'error not-installed: the packages that Signpost is built on are missing\n  npm ci\n',
    );
    process.exit(2);
  }
}
