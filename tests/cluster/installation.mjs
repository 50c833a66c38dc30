// A whole installation for drills: PostgreSQL, an S3 server with a fresh bucket, and nodes of the built binary on them.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { killNode, startNode } from '../drill/durable/node.mjs';
import { binary } from '../http/launch.mjs';
import { createDatabase, postgresMissing, sql, startPostgres } from './postgres.mjs';
import { s3Missing, startS3 } from './s3.mjs';

/// Why there can be none here; null if there can be one.
export function clusterMissing() {
  const { stdout } = spawnSync(binary, ['--help'], { encoding: 'utf8' });
  return /DATABASE_URL/.test(stdout) ? (postgresMissing() ?? s3Missing()) : 'this server knows no DATABASE_URL';
}

/// Names of the files below a folder, in which folders may go while they are read.
function namesBelow(folder) {
  for (;;) {
    try {
      return readdirSync(folder, { recursive: true }).map((path) => path.split('/').pop());
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
    }
  }
}

/// Ids of files: those of sessions, those that jobs of the outbox remove, those in the bucket.
async function placesOf(url, folder) {
  const rows = async (text) => new Set((await sql(url, text)).split('\n').filter(Boolean));
  const named = await rows('SELECT id FROM session_file');
  const leaving = await rows("SELECT id FROM outbox_job WHERE kind = 'file.remove'");
  return { named, leaving, there: new Set(namesBelow(folder).filter((name) => /^[0-9a-f-]{36}$/.test(name))) };
}

/// Files in the bucket beside what the database says of them: `missing` are those of sessions, `unnamed` those that neither a
/// session nor a job of the outbox knows. Nobody may write meanwhile, but sessions may end, whose files go: so what is missing or
/// unnamed is so before and after.
async function filesOf(url, folder) {
  const [first, second] = [await placesOf(url, folder), await placesOf(url, folder)];
  const both = (kind) => [...first[kind]].filter((id) => second[kind].has(id));
  const either = (kind, id) => first[kind].has(id) || second[kind].has(id);
  const objects = both('there');
  return {
    stored: objects.length,
    missing: both('named').filter((id) => !either('there', id)).length,
    leaving: objects.filter((id) => either('leaving', id) && !either('named', id)).length,
    unnamed: objects.filter((id) => !either('leaving', id) && !either('named', id)).length,
  };
}

class Installation {
  constructor(postgres, s3, url, env) {
    Object.assign(this, { postgres, s3, url, nodes: [], turn: 0 });
    this.env = { WORKERS: '2', DATABASE_URL: url, ...s3.env, ...env };
    /// What the nodes' logs said, of those too that are gone.
    this.logs = [];
  }

  /// All of them as one server: each look at its port is the next one's turn.
  get any() {
    const { nodes } = this;
    const next = () => nodes[this.turn++ % nodes.length].port;
    return {
      nodes,
      key: nodes[0].key,
      get port() {
        return next();
      },
      get url() {
        return `http://127.0.0.1:${next()}`;
      },
    };
  }

  /// Starts a node; again at the port that it had. Answers it: {port, url, key, pid, startMs, said, create, …}.
  async start(i, path = binary) {
    // It ends with this process, however that ends.
    const command = ['setpriv', '--pdeathsig', 'KILL', path];
    const node = await startNode(this, {}, { port: this.nodes[i]?.port, command });
    this.nodes[i] = node;
    return node;
  }

  async kill(i) {
    await killNode(this.nodes[i]);
    this.logs.push(this.nodes[i].said());
  }

  /// Ends it as an operator does.
  async end(i) {
    await this.nodes[i].stop();
    this.logs.push(this.nodes[i].said());
  }

  said() {
    return [...this.logs, ...this.nodes.map((node) => node.said())].join('');
  }

  sql(text) {
    return sql(this.url, text);
  }

  /// {named, leaving, there}: sets of ids of files.
  places() {
    return placesOf(this.url, this.s3.folder);
  }

  files() {
    return filesOf(this.url, this.s3.folder);
  }

  async stop() {
    // Those that never started are not there.
    await Promise.all(this.nodes.filter(Boolean).map((node) => node.stop()));
    await this.s3.stop();
    await this.postgres.stop();
  }
}

/// `standby`: every commit waits for a second PostgreSQL. `env`: further settings of all nodes. Ends with this process at the latest.
export async function startInstallation({ nodes = 3, standby = true, durable = true, env = {}, path = binary } = {}) {
  const [postgres, s3] = await Promise.all([startPostgres({ standby, durable }), startS3()]);
  const installation = new Installation(postgres, s3, await createDatabase(postgres.url, 'baton'), env);
  // All at once: only one of them makes the tables.
  const started = await Promise.allSettled(Array.from({ length: nodes }, (_, i) => installation.start(i, path)));
  const failed = started.find(({ reason }) => reason);
  if (failed) {
    await installation.stop();
    throw failed.reason;
  }
  return installation;
}
