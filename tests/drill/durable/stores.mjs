// Where the server under drill keeps its state, and how that is looked at from outside.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { temporaryDirectory } from '../../http/launch.mjs';

function sqlite(file, sql) {
  const run = spawnSync('sqlite3', ['-readonly', file, sql], { encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (run.error) throw new Error('sqlite3 is needed');
  return run.status === 0 ? run.stdout.trim() : run.stderr.trim();
}

function filesBelow(directory) {
  if (!existsSync(directory)) return [];
  return readdirSync(directory).flatMap((name) => {
    const path = join(directory, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

/// One durable node: SQLite and files below a directory.
function oneNode(directory = join(temporaryDirectory('durable'), 'data')) {
  mkdirSync(directory, { recursive: true });
  const database = join(directory, 'baton.sqlite');
  return {
    name: 'sqlite',
    durable: true,
    directory,
    database,
    env: { DATA_DIR: directory },
    check: () => sqlite(database, 'PRAGMA integrity_check'),
    query: (sql) => sqlite(database, sql),
    files: () => filesOf(database, join(directory, 'files')),
  };
}

/// Files on the disk beside what the database says of them, while the server is stopped: `missing` are those of sessions,
/// `unnamed` those that neither a session nor a job of the outbox knows.
function filesOf(database, directory) {
  const rows = (sql) => new Set(sqlite(database, sql).split('\n').filter(Boolean));
  const named = rows('SELECT id FROM session_file');
  const leaving = rows("SELECT id FROM outbox_job WHERE kind = 'file.remove'");
  const there = new Set(filesBelow(directory).map((path) => basename(path)));
  const objects = [...there].filter((name) => /^[0-9a-f-]{36}$/.test(name));
  return {
    stored: objects.length,
    missing: [...named].filter((id) => !there.has(id)).length,
    leaving: objects.filter((id) => leaving.has(id) && !named.has(id)).length,
    unnamed: objects.filter((id) => !leaving.has(id) && !named.has(id)).length,
  };
}

/// What a restart forgets: for trying the drill itself.
const memory = () => ({ name: 'memory', durable: false, env: {} });

/// Nodes that share a database; the settings are the caller's.
const shared = () => ({
  name: 'postgres',
  durable: true,
  env: Object.fromEntries(Object.entries(process.env).filter(([name]) => /^(DATABASE_|S3_)/.test(name))),
  check: () => 'ok',
});

export const stores = { sqlite: oneNode, memory, postgres: shared };
