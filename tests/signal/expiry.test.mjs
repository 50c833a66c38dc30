import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { sql } from '../cluster/postgres.mjs';
import { temporaryDirectory } from '../http/launch.mjs';
import { Page } from './client.mjs';
import { fileOf, startSignal, store, until } from './launch.mjs';
import { assertError, gone } from './verdicts.mjs';

/// Polls until the session has ended: 200 to its last millisecond and 404 from there on, whatever this test is held up.
async function watchTheEnd(page, code, expiresAt) {
  for (;;) {
    const begun = Date.now();
    const answer = await page.poll(code);
    const over = Date.now();
    if (over < expiresAt) assert.equal(answer.status, 200, `${expiresAt - over} ms before its end`);
    if (begun >= expiresAt) assertError(answer, 404, gone, `${begun - expiresAt} ms after its end`);
    if (begun >= expiresAt) return;
  }
}

const all = 'SELECT table_schema, table_name FROM information_schema.tables WHERE table_type = $$BASE TABLE$$';

/// How many rows all tables of the service's store have together; null if there is no look at it in this moment.
async function rows(s, url) {
  if (url) {
    const tables = (await sql(url, `${all} AND table_schema NOT IN ('pg_catalog', 'information_schema')`)).split('\n').filter(Boolean);
    const counts = tables.map((line) => line.split('|')).map(([schema, table]) => `(SELECT count(*) FROM "${schema}"."${table}")`);
    return counts.length ? Number(await sql(url, `SELECT ${counts.join(' + ')}`)) : 0;
  }
  // A copy, lest the service wait for us.
  const folder = temporaryDirectory('copy');
  const copy = join(folder, 'copy.db');
  for (const end of ['', '-wal']) if (existsSync(fileOf(s) + end)) copyFileSync(fileOf(s) + end, copy + end);
  const ask = (text) => execFileSync('sqlite3', [copy, text], { encoding: 'utf8', stdio: 'pipe' }).trim();
  try {
    const tables = ask("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").split('\n').filter(Boolean);
    return Number(ask(`SELECT ${tables.map((table) => `(SELECT count(*) FROM "${table}")`).join(' + ') || 0}`));
  } catch {
    return null;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the end of a session', { concurrency: 4 }, () => {
  let s;
  // Nothing is swept here.
  before(async () => (s = await startSignal({ env: { SESSION_TIMEOUT: 2_000, CLEANUP_INTERVAL: 3_600_000 } })));
  after(() => s?.stop());

  /// A session, and what the list says of it; again, if this test was held up for longer than it lives.
  const listed = (page, topic) =>
    until(async () => {
      const code = await page.open(topic);
      return (await page.listed(topic)).find((session) => session.code === code);
    }, 'a session that still lives');

  test('a session lives until expiresAt, which is createdAt + SESSION_TIMEOUT, and from that instant every use is 404', async () => {
    const page = new Page(s);
    const { code, createdAt, expiresAt } = await listed(page);
    assert.equal(expiresAt, createdAt + 2_000);
    await watchTheEnd(page, code, expiresAt);
    assertError(await page.poll(code, 'offerer'), 404, gone);
    assertError(await page.answer(code), 404, gone);
    for (const side of ['offerer', 'answerer']) assertError(await page.candidate(code, side, 'c'), 404, gone);
  });

  test('an answered session ends as well', async () => {
    const page = new Page(s);
    const { code, expiresAt } = await listed(page);
    const { status } = await page.answer(code, 'a');
    await watchTheEnd(page, code, expiresAt);
    // The same again, which would be 200.
    if (status === 200) assertError(await page.answer(code, 'a'), 404, gone);
    assertError(await page.poll(code, 'offerer'), 404, gone);
  });

  test('nothing extends it: no candidate, no poll', async () => {
    const page = new Page(s);
    const { code, expiresAt } = await listed(page);
    await page.candidate(code, 'offerer', 'c');
    await page.poll(code);
    await page.topics();
    for (const session of await page.listed()) if (session.code === code) assert.equal(session.expiresAt, expiresAt);
    await watchTheEnd(page, code, expiresAt);
  });

  test('from its end it is in no list and no count', async () => {
    const page = new Page(s);
    const { expiresAt } = await listed(page, 'ends');
    for (;;) {
      const begun = Date.now();
      const [sessions, { topics, pagination }] = [await page.listed('ends'), await page.topics()];
      if (Date.now() < expiresAt) assert.deepEqual([sessions.length > 0, topics.length, pagination.total], [true, 1, 1]);
      if (begun >= expiresAt) {
        assert.deepEqual([sessions, topics, pagination.total], [[], [], 0]);
        break;
      }
    }
  });

  test('a younger session of the same topic goes on, and is the only one counted', async () => {
    const page = new Page(s);
    const first = await listed(page, 'two');
    await until(() => Date.now() > first.expiresAt - 500, 'a while');
    const second = await listed(page, 'two');
    await watchTheEnd(page, first.code, first.expiresAt);
    const { topics } = await page.topics();
    const sessions = await page.listed('two');
    if (Date.now() >= second.expiresAt) return;
    assert.deepEqual(topics, [{ topic: 'two', count: 1 }]);
    assert.deepEqual(
      sessions.map(({ code }) => code),
      [second.code],
    );
  });

  test('the sweep removes what has ended, with its candidates', { skip: store === 'memory' && 'nobody can look into it' }, async () => {
    const { freshDatabase } = await import('./database.mjs');
    const url = store === 'cluster' ? await freshDatabase() : null;
    const env = { SESSION_TIMEOUT: 1_000, CLEANUP_INTERVAL: 300, ...(url ? { DATABASE_URL: url } : {}) };
    const own = await startSignal({ env });
    const look = () => until(async () => `${(await rows(own, url)) ?? ''}`, 'a look at the store').then(Number);
    const before = await look();
    const page = new Page(own);
    const fill = async () => {
      const codes = await page.openMany(30, (n) => `topic ${n}`);
      for (const code of codes.slice(0, 5)) {
        await page.candidate(code, 'offerer', 'c');
        await page.answer(code);
        await page.candidate(code, 'answerer', 'c');
      }
      return (await look()) >= before + 30;
    };
    // Again, if this test was held up until they had ended.
    await until(fill, '30 rows more');
    await until(async () => (await look()) === before, `as many rows as before: ${before}`);
    assert.equal((await own.stop()).code, 0);
  });
});
