// Files that are encrypted where they are stored (FILE_KEY), on one durable node.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { jpeg } from '../bench/picture.mjs';
import { runToExit, sleep, startServer, temporaryDirectory } from './launch.mjs';

const key = () => randomBytes(32).toString('hex');
const photo = jpeg({ width: 800, height: 600 });

/// Everything that is stored as a file.
function storedIn(data) {
  const files = join(data, 'files');
  const paths = readdirSync(files, { recursive: true }).map((path) => join(files, path));
  // What nobody has any more may go meanwhile.
  return paths.filter((path) => /[0-9a-f-]{36}$/.test(path) && statSync(path, { throwIfNoEntry: false })?.isFile());
}

function readIfThere(path) {
  try {
    return [readFileSync(path)];
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    return [];
  }
}

/// A session whose photo was sent and submitted; its only item.
async function complete(server) {
  const { id } = await server.createSession();
  const page = await fetch(`${server.url}/s/${id}`);
  await page.arrayBuffer();
  const sent = await fetch(`${server.url}/s/${id}/files/a`, { method: 'PUT', body: photo, headers: { 'Content-Type': 'image/jpeg' } });
  assert.equal(sent.status, 200, await sent.text());
  const headers = { 'Content-Type': 'application/json', Cookie: sent.headers.get('set-cookie').split(';')[0] };
  const submitted = await fetch(`${server.url}/s/${id}/submit`, { method: 'POST', body: '{}', headers });
  assert.equal(submitted.status, 200);
  return (await submitted.json()).items[0];
}

async function download(server, item, headers = {}) {
  const answer = await server.api(`/api/v1/downloads/${item.download_id}`, { headers });
  return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()) };
}

describe('sealed files', () => {
  const directory = temporaryDirectory('sealed');
  const env = { DATA_DIR: join(directory, 'data'), FILE_KEY: join(directory, 'key') };
  const keys = (...lines) => writeFileSync(env.FILE_KEY, `${lines.join('\n')}\n`, { mode: 0o600 });
  const [first, second] = [key(), key()];
  let before;
  let after;

  test('what is stored shows nothing, what is fetched is whole, in ranges too', async () => {
    keys(first);
    const server = await startServer({ env });
    before = await complete(server);
    const stored = storedIn(env.DATA_DIR).flatMap(readIfThere);
    assert.ok(stored.length > 0);
    for (const bytes of stored) {
      assert.equal(bytes.subarray(0, 8).toString(), 'BTNSEAL1');
      assert.ok(!bytes.includes(photo.subarray(1000, 1032)));
    }
    const whole = await download(server, before);
    assert.equal(whole.status, 200);
    assert.equal(whole.bytes.length, before.size);
    const part = await download(server, before, { Range: 'bytes=65000-66000' });
    assert.equal(part.status, 206);
    assert.deepEqual(part.bytes, whole.bytes.subarray(65000, 66001));
    await server.stop();
  });

  test('a wrong key, and none, stop the start with one line that shows no key', async () => {
    keys(second);
    const wrong = await runToExit({ env });
    assert.equal(wrong.code, 1);
    assert.match(wrong.output, /^baton: FILE_KEY: the files were sealed with key [0-9a-f]{16}, which is another one\n$/);
    const none = await runToExit({ env: { ...env, FILE_KEY: undefined } });
    assert.match(none.output, /^baton: FILE_KEY: it is not set, but files were sealed with key [0-9a-f]{16}\n$/);
    writeFileSync(env.FILE_KEY, `${second.slice(0, 40)}\n`);
    const half = await runToExit({ env });
    assert.match(half.output, /^baton: FILE_KEY: line 1 is not a key of 64 hexadecimal digits\n$/);
    for (const { output } of [wrong, none, half]) assert.ok(!output.includes(first) && !output.includes(second.slice(0, 40)));
  });

  test('a new key seals, and the one before still opens', async () => {
    keys(second, first);
    const server = await startServer({ env });
    assert.equal((await download(server, before)).bytes.length, before.size);
    after = await complete(server);
    await server.stop();
    assert.match((await runToExit({ args: ['jobs'], env })).output, /jobs wait/);
  });

  test('a file that was changed is an error for who asks for it, and nothing but that', async () => {
    const server = await startServer({ env });
    const path = storedIn(env.DATA_DIR).find((each) => each.endsWith(after.download_id));
    const bytes = readFileSync(path);
    bytes[bytes.length - 20] ^= 1;
    writeFileSync(path, bytes);
    const spoilt = await server.api(`/api/v1/downloads/${after.download_id}`).then(
      async (answer) => ({ status: answer.status, bytes: await answer.arrayBuffer().catch(() => null) }),
      () => ({ status: 0, bytes: null }),
    );
    assert.ok(spoilt.status >= 500 || spoilt.bytes === null, `${spoilt.status}`);
    for (const deadline = Date.now() + 10_000; !/it is not what was sealed/.test(server.log()); await sleep(20)) {
      assert.ok(Date.now() < deadline, server.log());
    }
    assert.equal((await download(server, before)).status, 200);
    await server.stop();
  });

  test('files from before the key can be fetched', async () => {
    const data = join(directory, 'plain');
    const plain = await startServer({ env: { DATA_DIR: data } });
    const item = await complete(plain);
    const { bytes } = await download(plain, item);
    await plain.stop();
    const sealing = await startServer({ env: { DATA_DIR: data, FILE_KEY: env.FILE_KEY } });
    assert.deepEqual((await download(sealing, item)).bytes, bytes);
    const newer = await complete(sealing);
    assert.equal((await download(sealing, newer)).status, 200);
    await sealing.stop();
  });
});
