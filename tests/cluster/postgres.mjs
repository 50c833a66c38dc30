// A throw-away PostgreSQL for the nodes of a test, by tests/postgres/cluster: it ends with this process, however that ends.
import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repo, temporaryDirectory } from '../http/launch.mjs';
import { freePorts } from '../http/ports.mjs';

const script = join(repo, 'tests', 'postgres', 'cluster');
const run = promisify(execFile);

/// Why there is none; null if there is one.
export function postgresMissing() {
  // Asks for nothing: it only looks for the programs.
  if (spawnSync(script, ['port', '/nowhere'], { stdio: 'ignore' }).status === 3) return 'PostgreSQL is not installed';
  return spawnSync('psql', ['--version']).error ? 'psql is not installed' : null;
}

/// An address of the same servers with another database.
export const databaseAt = (url, name) => url.replace(/\/postgres(\?|$)/, `/${name}$1`);

/// The text that a statement answers; fails with what the server says.
export async function sql(url, text) {
  const { stdout } = await run('psql', ['-XAtq', '-v', 'ON_ERROR_STOP=1', '-d', url, '-c', text], { maxBuffer: 2 ** 28 });
  return stdout.trim();
}

/// An empty database of its own; its address.
export async function createDatabase(url, name) {
  await sql(url, `CREATE DATABASE "${name}" TEMPLATE template0`);
  return databaseAt(url, name);
}

/// {url, kill, promote, rejoin, freeze, thaw, cut, mend, revive, stop}, see the script for what they do. `standby`: a second
/// server that every commit waits for. `durable: false` is for tests that pull no plug.
export async function startPostgres({ standby = false, durable = true } = {}) {
  const folder = join(temporaryDirectory('postgres'), 'cluster');
  // Its processes belong to another user, who must be able to come here.
  spawnSync('chmod', ['755', join(folder, '..')]);
  // Two servers, and a pooler.
  const env = { ...process.env, PORT: String(await freePorts(3)), GUARD: String(process.pid), ...(durable ? {} : { FSYNC: 'off' }) };
  const tell = async (command, ...rest) => (await run(script, [command, folder, ...rest], { env })).stdout.trim();
  const end = () => spawnSync(script, ['stop', folder], { stdio: 'ignore' });
  // Before the directory is removed.
  process.prependOnceListener('exit', end);
  const url = await tell(standby ? 'start' : 'single');
  const commands = ['kill', 'promote', 'rejoin', 'freeze', 'thaw', 'cut', 'mend', 'revive'];
  return {
    url,
    ...Object.fromEntries(commands.map((name) => [name, () => tell(name)])),
    stop: async () => {
      process.removeListener('exit', end);
      await tell('stop');
    },
  };
}
