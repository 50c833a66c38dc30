// A backup of a whole installation, its loss, and the backup put back: by the commands of docs/operations.md, as they stand there.
import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createDatabase, sql } from '../../cluster/postgres.mjs';
import { repo, temporaryDirectory } from '../../http/launch.mjs';

const run = promisify(execFile);

/// Why none can be made here; null if one can.
export function backupMissing() {
  const missing = ['pg_dump', 'pg_restore', 'rclone'].find((name) => spawnSync(name, ['--version']).error);
  return missing ? `${missing} is not installed` : null;
}

/// The command of the operator's manual that begins so.
function documented(beginning) {
  const manual = readFileSync(join(repo, 'docs', 'operations.md'), 'utf8');
  const commands = [...manual.matchAll(/^ {4}(\S.*)$/gm)].map(([, command]) => command).filter((each) => each.startsWith(beginning));
  if (commands.length !== 1) throw new Error(`docs/operations.md has ${commands.length} commands that begin with ${beginning}`);
  return commands[0];
}

/// The remote that the manual calls s3.
const remote = ({ S3_ENDPOINT, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY }) => ({
  RCLONE_CONFIG: '/dev/null',
  RCLONE_CONFIG_S3_TYPE: 's3',
  RCLONE_CONFIG_S3_PROVIDER: 'Other',
  RCLONE_CONFIG_S3_ENDPOINT: S3_ENDPOINT,
  RCLONE_CONFIG_S3_REGION: S3_REGION,
  RCLONE_CONFIG_S3_ACCESS_KEY_ID: S3_ACCESS_KEY_ID,
  RCLONE_CONFIG_S3_SECRET_ACCESS_KEY: S3_SECRET_ACCESS_KEY,
});

export class Backup {
  constructor(installation) {
    Object.assign(this, { installation, folder: temporaryDirectory('backup') });
  }

  /// Milliseconds that it took.
  async #operator(beginning) {
    const { env } = this.installation;
    const began = Date.now();
    const { PATH, HOME = '/' } = process.env;
    const command = documented(beginning);
    await run('sh', ['-c', command], { cwd: this.folder, env: { PATH, HOME, ...remote(env), ...env }, maxBuffer: 2 ** 26 }).catch(
      (error) => {
        throw new Error(`${command}: exit code ${error.code}: ${error.stderr.slice(-2000)}`);
      },
    );
    return Date.now() - began;
  }

  dump() {
    return this.#operator('pg_dump ');
  }

  copy() {
    return this.#operator('rclone copy --use-server-modtime ');
  }

  /// The nodes are stopped; after this there is an empty database and an empty bucket.
  async loseEverything() {
    const { postgres, s3, url } = this.installation;
    await s3.kill();
    rmSync(s3.folder, { recursive: true });
    mkdirSync(s3.folder);
    await s3.start();
    const [, name] = /\/(\w+)(\?|$)/.exec(url);
    await sql(postgres.url, `DROP DATABASE "${name}" WITH (FORCE)`);
    await createDatabase(postgres.url, name);
  }

  async restore() {
    const files = await this.#operator('rclone copy files ');
    const tables = await this.#operator('pg_restore ');
    return files + tables + (await this.#operator('psql "$DATABASE_URL" '));
  }
}
