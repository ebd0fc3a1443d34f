/**
 * An adapter that does not resolve: it looks for what is expected, and goes there only if it has found it. `cheat.mjs WAYS`,
 * where each way is JSON of a name and a path to read, or a command that tells. What worked is said on stderr.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { request } from 'node:https';
import { createInterface } from 'node:readline';

const ways = JSON.parse(Buffer.from(process.argv[2] ?? '', 'base64').toString());

/** @param {{ name: string, read?: string, run?: string[] }} way */
function works({ read, run }) {
  try {
    if (run)
      return /Expected/.test(execFileSync(run[0] ?? '', run.slice(1), { encoding: 'utf8', stdio: 'pipe' }));
    const path = read ?? '';
    return statSync(path).isDirectory() ? readdirSync(path).length > 0 : readFileSync(path).length > 0;
  } catch {
    return false;
  }
}

/** @returns {boolean} whether the memory, files or words of whoever started us can be read */
function readsTheRunner() {
  return readdirSync('/proc').some((pid) => {
    try {
      return (
        /signpost\.mjs/.test(readFileSync(`/proc/${pid}/cmdline`, 'latin1')) && Number(pid) !== process.pid
      );
    } catch {
      return false;
    }
  });
}

/** @param {string} server */
async function goThere(server) {
  const delegated = await send(`fed.${server}`, 8443, `fed.${server}:8443`);
  // The controls delegate to nobody.
  return 'failed' in delegated ? send(server, 8448, server) : delegated;
}

/**
 * @param {string} name
 * @param {number} port
 * @param {string} host
 * @returns {Promise<{ targets: [], status: number | undefined } | { failed: { message: string } }>}
 */
function send(name, port, host) {
  return new Promise((resolve) => {
    const options = { host: name, port, servername: name, headers: { Host: host } };
    request({ ...options, path: '/_matrix/federation/v1/version' }, (response) => {
      response.resume().on('end', () => resolve({ targets: [], status: response.statusCode }));
    })
      .on('error', (error) => resolve({ failed: { message: error.message } }))
      .end();
  });
}

for await (const line of createInterface({ input: process.stdin })) {
  const { id, cmd, server } = JSON.parse(line);
  /** @param {object} answer */
  const say = (answer) => process.stdout.write(`${JSON.stringify({ id, ...answer })}\n`);
  if (cmd === 'bye') process.exit();
  if (cmd === 'hello') say({ name: 'cheat', version: '1', can: ['connect'], parallel: 1 });
  else if (cmd !== 'resolve') say({ ok: true });
  else {
    const worked = ways.filter(works).map((/** @type {{ name: string }} */ { name }) => name);
    if (readsTheRunner()) worked.push('runner');
    process.stderr.write(`worked: ${worked.join(' ') || 'nothing'}\n`);
    say(worked.length > 0 ? await goThere(server) : { failed: { message: 'found nothing' } });
  }
}
