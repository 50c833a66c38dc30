// The PostgreSQL of the whole run, or of this process: each server of a test gets a database of its own in it. They go with it.
import { randomBytes } from 'node:crypto';
import { createDatabase, startPostgres } from '../cluster/postgres.mjs';

const variable = 'BATON_TEST_SIGNAL_DATABASE';

/// Starts the one that the children of this process use.
export async function shareDatabase() {
  const { url } = await startPostgres({ durable: false });
  process.env[variable] = url;
}

let sharing = null;
/// The address of the servers' maintenance database.
export async function sharedDatabase() {
  if (!process.env[variable]) {
    sharing ??= shareDatabase();
    await sharing;
  }
  return process.env[variable];
}

/// An empty database; its address.
export const freshDatabase = async () => createDatabase(await sharedDatabase(), `signal_${randomBytes(8).toString('hex')}`);
