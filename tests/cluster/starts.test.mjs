// What stops the start of a node, and the commands beside nodes that run.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { jpeg } from '../bench/picture.mjs';
import { runToExit, startServer, temporaryDirectory } from '../http/launch.mjs';
import { freePort } from '../http/ports.mjs';
import { clusterMissing } from './installation.mjs';
import { createDatabase, databaseAt, sql, startPostgres } from './postgres.mjs';
import { startS3 } from './s3.mjs';

const skip = clusterMissing() ?? false;
const secret = 'geheim-4711';

describe('a node of many', { skip }, () => {
  let postgres;
  let s3;
  let env;
  before(async () => {
    [postgres, s3] = await Promise.all([startPostgres({ durable: false }), startS3()]);
    env = { WORKERS: 1, DATABASE_URL: await createDatabase(postgres.url, 'starts'), ...s3.env };
  });
  after(async () => {
    await Promise.all([postgres?.stop(), s3?.stop()]);
  });

  /// The one line that a start with these settings ends with.
  async function refusal(settings) {
    const { code, output } = await runToExit({ env: { ...env, ...settings } });
    assert.equal(code, 1, output);
    assert.ok(!output.includes(secret), 'no secret is shown');
    const lines = output.trim().split('\n');
    assert.equal(lines.length, 1, output);
    return lines[0];
  }

  test('a setting that leads nowhere is one line', async () => {
    const nobody = await freePort();
    const at = (url, user) => url.replace('baton@', `${user}:${secret}@`);
    const cases = [
      [{ DATABASE_URL: `mysql://baton:${secret}@h/x` }, /^baton: DATABASE_URL: the PostgreSQL URL is not understood$/],
      [{ DATABASE_URL: `postgresql://baton:${secret}@127.0.0.1:${nobody}/x` }, /^baton: DATABASE_URL: .*Connection refused/],
      [{ DATABASE_URL: at(databaseAt(postgres.url, 'nowhere'), 'baton') }, /^baton: DATABASE_URL: .*database "nowhere" does not exist/],
      [{ DATABASE_URL: at(env.DATABASE_URL, 'somebody') }, /^baton: DATABASE_URL: .*role "somebody" does not exist/],
      [{ DATABASE_LISTEN_URL: `mysql://baton:${secret}@h/x` }, /^baton: DATABASE_LISTEN_URL: /],
      [{ S3_BUCKET: 'not-there' }, /^baton: S3: bucket not-there at .*\(S3_BUCKET\)/],
      [{ S3_BUCKET: undefined }, /^baton: S3_BUCKET: /],
      [{ S3_SECRET_ACCESS_KEY: secret }, /^baton: S3: .*\(S3_SECRET_ACCESS_KEY\)/],
      [{ S3_SECRET_ACCESS_KEY: undefined }, /^baton: S3_SECRET_ACCESS_KEY: /],
      [{ S3_ACCESS_KEY_ID: 'somebody' }, /^baton: S3: .*\(S3_ACCESS_KEY_ID\)/],
      [{ S3_ENDPOINT: `http://127.0.0.1:${nobody}` }, /^baton: S3: bucket .* cannot be reached: .*Connection refused/],
      [{ S3_PREFIX: '/' }, /^baton: S3_PREFIX: /],
      [{ S3_ENDPOINT: undefined, S3_BUCKET: undefined }, /^baton: DATABASE_URL needs a place for files/],
      [{ DATA_DIR: '/nowhere' }, /^baton: DATA_DIR and S3_… are both set/],
      [{ FILE_KEY: '/nowhere' }, /^baton: FILE_KEY: there is no such file/],
    ];
    for (const [settings, expected] of cases) assert.match(await refusal(settings), expected);
  });

  test('tables of a newer version, and files of another installation', async () => {
    const url = await createDatabase(postgres.url, 'newer');
    const own = { DATABASE_URL: url, S3_PREFIX: 'newer/' };
    await (await startServer({ env: { ...env, ...own, PORT: '{port}' } })).stop();
    const other = { DATABASE_URL: await createDatabase(postgres.url, 'other'), S3_PREFIX: 'newer/' };
    assert.match(await refusal(other), /^baton: S3_BUCKET: the files were written by another installation/);
    await sql(url, "INSERT INTO baton_migration VALUES ('session', 99, 'tomorrow', 99, 0)");
    assert.match(await refusal(own), /^baton: DATABASE_URL: the tables of 'session' were changed by a newer Baton/);
  });

  test('a directory that all nodes share keeps files, and one that a server has for itself is refused', async () => {
    const data = join(temporaryDirectory('shared'), 'data');
    mkdirSync(data);
    const none = { S3_ENDPOINT: undefined, S3_BUCKET: undefined };
    const settings = { ...env, ...none, DATABASE_URL: await createDatabase(postgres.url, 'folder'), DATA_DIR: data, PORT: '{port}' };
    const nodes = await Promise.all([startServer({ env: settings }), startServer({ env: settings })]);
    const { id } = await nodes[0].createSession();
    await (await fetch(`${nodes[0].url}/s/${id}`)).arrayBuffer();
    const sent = await fetch(`${nodes[1].url}/s/${id}/files/a`, {
      method: 'PUT',
      body: jpeg({ width: 64, height: 48 }),
      headers: { 'Content-Type': 'image/jpeg' },
    });
    assert.equal(sent.status, 200, await sent.clone().text());
    const cookie = sent.headers.get('set-cookie').split(';')[0];
    const got = await fetch(`${nodes[0].url}/s/${id}/files/a`, { headers: { Cookie: cookie } });
    assert.equal(got.status, 200);
    assert.equal((await got.arrayBuffer()).byteLength, (await sent.json()).size);
    assert.match((await runToExit({ env: { DATA_DIR: data } })).output, /^baton: DATA_DIR: another Baton works in /m);
    await Promise.all(nodes.map((node) => node.stop()));
  });

  test('hints that do not arrive are one line, and the node goes on', async () => {
    const lost = { DATABASE_LISTEN_URL: `postgresql://baton:${secret}@127.0.0.1:${await freePort()}/x`, PORT: '{port}' };
    const node = await startServer({ env: { ...env, ...lost } });
    assert.equal((await fetch(`${node.url}/readyz`)).status, 200);
    assert.match(await node.wholeLog(), /hints of other nodes do not arrive/);
    await node.stop();
    assert.ok(!node.log().includes(secret));
  });

  test('jobs, migrations and a backup, beside nodes that run', async () => {
    const command = (...args) => runToExit({ args, env });
    const node = await startServer({ env: { ...env, PORT: '{port}' } });
    assert.match((await command('jobs')).output, /^0 jobs wait, 0 of them failed$/m);
    assert.match((await command('migrate', '--status')).output, /^session: step \d+ of \d+$/m);
    const backup = await command('backup', join(temporaryDirectory('backup'), 'b'));
    assert.equal(backup.code, 1);
    assert.match(backup.output, /^baton: DATABASE_URL is set: pg_dump/);
    await node.stop();
  });

  test('secrets come from files', async () => {
    const folder = temporaryDirectory('secrets');
    const asFile = (name, value) => {
      writeFileSync(join(folder, name), `${value}\n`);
      return { [name]: undefined, [`${name}_FILE`]: join(folder, name) };
    };
    const names = ['DATABASE_URL', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'];
    const settings = Object.assign({ ...env, PORT: '{port}' }, ...names.map((name) => asFile(name, env[name])));
    const node = await startServer({ env: settings });
    assert.equal((await fetch(`${node.url}/readyz`)).status, 200);
    await node.stop();
  });
});
