// One node that survives: what was acknowledged is there after any end of the process, and what stops a start says why.
// Not for kills under load: see tests/drill/durable.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { runToExit, sleep, startServer, temporaryDirectory } from './launch.mjs';
import { completed, device, opened, outlived } from './phone.mjs';
import { jpeg } from './pictures.mjs';
import { assertProblem } from './problem.mjs';
import { listen } from './sockets.mjs';
import { events } from './streams.mjs';

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const place = () => join(temporaryDirectory('durable'), 'data');
const start = (dir, env = {}) => startServer({ env: { DATA_DIR: dir, ...env } });
/// The same server again: phones and backends know its address.
const again = (s, dir, env = {}) => startServer({ port: s.port, env: { DATA_DIR: dir, ...env } });

const pathOf = (items) => `/api/v1/downloads/${items[0].download_id}`;

/// All names of files in the store, without its own.
function stored(dir) {
  const files = join(dir, 'files');
  return readdirSync(files, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => readdirSync(join(files, entry.name)).map((name) => join(files, entry.name, name)));
}

async function until(what, condition) {
  for (const deadline = Date.now() + 20_000; !(await condition()); await sleep(50)) {
    assert.ok(Date.now() < deadline, `it does not come about that ${what}`);
  }
}

/// Runs a command of the binary on the directory.
const command = (dir, ...args) => runToExit({ args, env: { DATA_DIR: dir } });

describe('a node that survives', { concurrency: 3 }, () => {
  test('kill -9 takes nothing that was acknowledged', async () => {
    const dir = place();
    let s = await start(dir);
    const waiting = await s.createSession({ action_type: 'photo', output_format: 'jpg', metadata: { order: '4711' } });
    const open = await opened(s);
    const call = device(s, open.id);
    assert.equal((await call('PUT', '/files/photo', { body: jpeg })).status, 200);
    assert.equal((await call('PUT', '/files/other', { body: jpeg })).status, 200);
    assert.equal((await call('DELETE', '/files/other')).status, 204);
    const draft = JSON.stringify({ text: 'ä'.repeat(100_000) });
    assert.equal((await call('PUT', '/draft', { body: draft })).status, 204);
    const { session: done, items } = await completed(s);
    const result = await (await s.api(`/api/v1/sessions/${done.id}/result`)).json();
    await s.stop('SIGKILL');

    s = await again(s, dir);
    assert.deepEqual(await (await s.api(`/api/v1/sessions/${waiting.id}`)).json(), waiting);
    const { files, draft: kept } = await (await call('GET', '/state')).json();
    assert.deepEqual(
      files.map(({ key }) => key),
      ['photo'],
    );
    const upload = await call('GET', '/files/photo');
    assert.equal(sha256(Buffer.from(await upload.arrayBuffer())), sha256(jpeg));
    assert.equal(JSON.stringify(kept), draft);
    assert.deepEqual(await (await s.api(`/api/v1/sessions/${done.id}/result`)).json(), result);
    const download = await s.api(pathOf(items));
    assert.equal(download.status, 200);
    const bytes = Buffer.from(await download.arrayBuffer());
    assert.equal(download.headers.get('etag'), `"${sha256(bytes)}"`);
    const part = await s.api(pathOf(items), { headers: { Range: 'bytes=10-19' } });
    assert.deepEqual(Buffer.from(await part.arrayBuffer()), bytes.subarray(10, 20));
    // The session is this phone's, after the restart as before.
    assert.equal((await device(s, open.id)('PUT', '/files/photo', { body: jpeg })).status, 409);
    assert.equal((await call('POST', '/submit', { body: {} })).status, 200);
    // Files that no session has any more go by themselves.
    await until('only the results are left', () => stored(dir).length === 2);
    await s.stop();
  });

  test('a stop waits for nobody who may fetch later, and the result is there', async () => {
    const dir = place();
    let s = await start(dir, { DRAIN_TIME: '20s' });
    const { session: done } = await completed(s);
    assert.equal((await s.stop()).code, 0);
    assert.ok(!s.log().includes('were not fetched'));
    s = await start(dir);
    assert.equal((await s.api(`/api/v1/sessions/${done.id}/result`)).status, 200);
    await s.stop();
  });

  test('sessions end while the server is down, and their files go', async () => {
    const dir = place();
    let s = await start(dir);
    const session = await opened(s, { action_type: 'photo', output_format: 'jpg', session_ttl: '5s', metadata: { a: 'b' } });
    const { id } = session;
    assert.equal((await device(s, id)('PUT', '/files/photo', { body: jpeg })).status, 200);
    await s.stop('SIGKILL');
    await outlived(session);
    s = await start(dir);
    const ended = await (await s.api(`/api/v1/sessions/${id}`)).json();
    assert.equal(ended.status, 'expired');
    assert.deepEqual(ended.metadata, { a: 'b' });
    await until('no file is left', () => stored(dir).length === 0);
    await s.stop();
  });

  test('quotas count what was there before the start', async () => {
    const dir = place();
    const env = { FILE_QUOTA_TOTAL_BYTES: jpeg.length + 100, MAX_SESSIONS: 2 };
    let s = await start(dir, env);
    const { id } = await opened(s);
    const call = device(s, id);
    assert.equal((await call('PUT', '/files/photo', { body: jpeg })).status, 200);
    await s.stop('SIGKILL');
    s = await again(s, dir, env);
    await assertProblem(await call('PUT', '/files/other', { body: jpeg }), 503, { error: 'server storage is full' });
    assert.equal((await call('DELETE', '/files/photo')).status, 204);
    assert.equal((await call('PUT', '/files/other', { body: jpeg })).status, 200);
    await s.createSession();
    await assertProblem(await s.api('/api/v1/sessions', { json: { action_type: 'photo', output_format: 'jpg' } }), 503, {
      error: 'server storage is full',
    });
    await s.stop();
  });

  test('a session of an action that is no longer installed is kept, and its phone is told to come back', async () => {
    const dir = place();
    let s = await start(dir);
    const { id } = await opened(s);
    const call = device(s, id);
    assert.equal((await call('PUT', '/files/photo', { body: jpeg })).status, 200);
    await s.stop();
    s = await again(s, dir, { ACTIONS: 'signature' });
    assert.equal((await (await s.api(`/api/v1/sessions/${id}`)).json()).status, 'action_started');
    await assertProblem(await call('PUT', '/files/other', { body: jpeg }), 503, { type: 'urn:baton:error:unavailable' });
    await s.stop();
    s = await again(s, dir);
    assert.equal((await call('POST', '/submit', { body: {} })).status, 200);
    await s.stop();
  });

  test('a file that is gone is 404 with a line in the log', async () => {
    const dir = place();
    const s = await start(dir);
    const { items } = await completed(s);
    for (const file of stored(dir)) rmSync(file);
    await assertProblem(await s.api(pathOf(items)), 404, { error: 'not found' });
    assert.match(await s.wholeLog(), /a stored file cannot be had/);
    await s.stop();
  });

  test('while the tables cannot be written, what is due is 503, and whoever listens hears of it afterwards', async () => {
    const dir = place();
    const s = await start(dir);
    const session = await opened(s, { action_type: 'photo', output_format: 'jpg', session_ttl: '6s' });
    const { id } = session;
    const socket = await listen(s, id);
    const stream = await events(s, id);
    // Somebody else writes, for longer than the server is patient.
    const lock = spawn('sqlite3', [join(dir, 'baton.sqlite')], { stdio: ['pipe', 'pipe', 'inherit'] });
    lock.stdin.write('.timeout 5000\nBEGIN EXCLUSIVE;\nSELECT 1;\n');
    await once(lock.stdout, 'data');
    await outlived(session);
    const refused = await s.api(`/api/v1/sessions/${id}`);
    await assertProblem(refused, 503, { type: 'urn:baton:error:unavailable' });
    assert.ok(Number(refused.headers.get('retry-after')) > 0);
    lock.stdin.end('ROLLBACK;\n');
    await socket.next(({ status }) => status === 'expired', 20_000);
    await stream.next('expired', 20_000);
    await s.stop();
  });

  test('/livez and /readyz say so', async () => {
    const dir = place();
    const s = await start(dir);
    for (const path of ['/livez', '/readyz']) {
      const answer = await fetch(s.url + path);
      assert.equal(answer.status, 200);
      assert.deepEqual(await answer.json(), { status: 'ok' });
      assert.equal(answer.headers.get('cache-control'), 'no-store');
    }
    // The start and the first look for orphans have written it.
    const marker = join(dir, 'files', 'installation');
    await until('the files were looked through', () => readFileSync(marker, 'utf8').endsWith(' 2\n'));
    rmSync(marker);
    const answer = await fetch(`${s.url}/readyz`);
    await assertProblem(answer, 503, { type: 'urn:baton:error:unavailable' });
    assert.ok(Number(answer.headers.get('retry-after')) > 0);
    assert.equal((await fetch(`${s.url}/livez`)).status, 200);
    await s.stop();
  });
});

describe('what stops the start of a node that survives', { concurrency: 3 }, () => {
  const refused = async (dir, pattern, env = {}) => {
    const { code, output } = await runToExit({ env: { DATA_DIR: dir, ...env } });
    assert.equal(code, 1, output);
    const lines = output.trim().split('\n');
    assert.equal(lines.length, 1, output);
    assert.match(lines[0], /^baton: DATA_DIR: /);
    assert.match(lines[0], pattern);
  };

  test('a directory that another server works in', async () => {
    const dir = place();
    const s = await start(dir);
    await refused(dir, /another Baton works in/);
    await s.createSession();
    await s.stop('SIGKILL');
    await (await start(dir)).stop();
  });

  test('a file, and a directory within nothing', async () => {
    const dir = temporaryDirectory('durable');
    writeFileSync(join(dir, 'file'), '');
    await refused(join(dir, 'file'), /Not a directory/);
    await refused(join(dir, 'no', 'where'), /No such file or directory/);
  });

  test('tables that are no database, damaged, or of a version that is too new', async () => {
    const dir = place();
    mkdirSync(dir);
    writeFileSync(join(dir, 'baton.sqlite'), 'x'.repeat(5_000));
    await refused(dir, /baton\.sqlite: file is not a database/);

    rmSync(join(dir, 'baton.sqlite'));
    const s = await start(dir);
    for (let n = 0; n < 60; ++n) await s.createSession();
    await s.stop();
    const tables = readFileSync(join(dir, 'baton.sqlite'));
    const damaged = Buffer.from(tables);
    damaged.fill(0xff, 4096 * 2, 4096 * 4);
    writeFileSync(join(dir, 'baton.sqlite'), damaged);
    await refused(dir, /damaged|malformed/);
    writeFileSync(join(dir, 'baton.sqlite'), tables);
    const sql = "insert into baton_migration values ('session', 99, 'of tomorrow', 99, 0)";
    execFileSync('sqlite3', [join(dir, 'baton.sqlite'), sql]);
    await refused(dir, /changed by a newer Baton \(step 99, this one knows \d+\)/);
    const status = async () => (await command(dir, 'migrate', '--status')).output;
    assert.match(await status(), /^session: step 99 of \d+, too new for this version: it needs one that knows step 99$/m);
    execFileSync('sqlite3', [join(dir, 'baton.sqlite'), 'update baton_migration set minimum_reader = 1 where number = 99']);
    assert.match(await status(), /^session: step 99 of \d+, by a newer version beside which this one works$/m);
    await (await start(dir)).stop();
  });

  test("files of another installation's tables", async () => {
    const [dir, other] = [place(), place()];
    for (const each of [dir, other]) await (await start(each)).stop();
    writeFileSync(join(dir, 'files', 'installation'), readFileSync(join(other, 'files', 'installation')));
    await refused(dir, /another installation/);
  });
});

describe('what an operator asks of the stores', { concurrency: 3 }, () => {
  test('jobs and migrations, beside a running server', async () => {
    const dir = place();
    const s = await start(dir);
    const migrations = await command(dir, 'migrate', '--status');
    assert.match(migrations.output, /^session: step \d+ of \d+$/m);
    assert.match(migrations.output, /^outbox: step 1 of 1$/m);
    const sql = "insert into outbox_job (kind, id, body, due, attempts, failure) values ('of tomorrow', 'x', '', 0, 3, 'no such luck')";
    execFileSync('sqlite3', [join(dir, 'baton.sqlite'), '-cmd', '.timeout 5000', sql]);
    const failure = /^of tomorrow x: failed 4 times, next try in \d+ s: this version does not know jobs of the kind$/m;
    await until('the job has failed again', async () => failure.test((await command(dir, 'jobs')).output));
    const jobs = await command(dir, 'jobs');
    assert.equal(jobs.code, 0);
    assert.match(jobs.output, /^1 jobs wait, 1 of them failed$/m);
    await s.stop();
    for (const args of [['jobs'], ['migrate'], ['files', '--adopt'], ['backup', join(dir, 'b')]]) {
      const nowhere = await runToExit({ args, env: { DATA_DIR: undefined } });
      assert.equal(nowhere.code, 1);
      assert.match(nowhere.output, /^baton: neither DATA_DIR nor DATABASE_URL is set/);
      const empty = await command(join(dir, 'nowhere'), ...args);
      assert.equal(empty.code, 1);
      assert.match(empty.output, /^baton: DATA_DIR: .* is not there/);
    }
  });

  test('a backup is made while the server works, and one can start on it', async () => {
    const dir = place();
    const s = await start(dir);
    const { items } = await completed(s);
    const busy = (async () => {
      for (let n = 0; n < 10; ++n) await completed(s);
    })();
    const target = join(dir, '..', 'backup');
    const made = await command(dir, 'backup', target);
    assert.equal(made.code, 0, made.output);
    assert.match(made.output, /^\d+ sessions and \d+ files are in /);
    assert.match((await command(dir, 'backup', target)).output, /^baton: .*: it is there already$/m);
    await busy;
    await s.stop();

    const restored = await start(target);
    const download = await restored.api(pathOf(items));
    assert.equal(download.status, 200);
    assert.equal(download.headers.get('etag'), `"${sha256(Buffer.from(await download.arrayBuffer()))}"`);
    // There may be files elsewhere that the tables are too old to know: nothing goes until somebody has said so.
    assert.match(await restored.wholeLog(), /the tables were restored/);
    await restored.stop();
    assert.equal((await command(target, 'files', '--adopt')).code, 0);
    const adopted = await start(target);
    assert.doesNotMatch(await adopted.wholeLog(), /were restored/);
    await adopted.stop();

    // Tables that were copied by other means, and the files have been used since.
    const tables = readFileSync(join(target, 'baton.sqlite'));
    for (let n = 0; n < 2; ++n) await (await start(target)).stop();
    writeFileSync(join(target, 'baton.sqlite'), tables);
    const old = await start(target);
    assert.match(await old.wholeLog(), /the tables were restored/);
    await old.stop();
  });

  test('the tables can be read by people, and only by the one who runs the server', async () => {
    const dir = place();
    const s = await start(dir);
    const { id } = await s.createSession();
    const rows = execFileSync('sqlite3', [join(dir, 'baton.sqlite'), 'select id, owner, status from session']);
    assert.equal(rows.toString().trim(), `${id}|alpha|pending`);
    await s.stop();
    assert.equal(statSync(dir).mode & 0o777, 0o700);
    // Also in a directory that somebody else has made.
    const other = temporaryDirectory('durable');
    chmodSync(other, 0o755);
    const theirs = await start(other);
    for (const more of ['', '-wal', '-shm']) assert.equal(statSync(join(other, `baton.sqlite${more}`)).mode & 0o777, 0o600);
    const copy = join(other, 'copy');
    assert.equal((await command(other, 'backup', copy)).code, 0);
    assert.equal(statSync(copy).mode & 0o777, 0o700);
    assert.equal(statSync(join(copy, 'baton.sqlite')).mode & 0o777, 0o600);
    await theirs.stop();
    assert.ok(!existsSync(join(dir, 'baton.sqlite-wal')), 'the log is empty after a stop');
  });
});
