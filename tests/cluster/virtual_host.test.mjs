// S3_PATH_STYLE=false: the bucket is in the name of its host. That name has an address only in the server's own view of the files.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { startServer, temporaryDirectory } from '../http/launch.mjs';
import { completed } from '../http/phone.mjs';
import { startS3 } from './s3.mjs';

const domain = 's3.test';
/// Runs a command that sees this file as /etc/hosts.
const withHosts = (hosts) => ['unshare', '--mount', 'sh', '-c', 'mount --bind "$0" /etc/hosts && exec "$@"', hosts];

function reason() {
  if (process.env.BATON_TEST_STORE !== 'cluster') return 'it is about nodes of a cluster';
  const allowed = spawnSync('unshare', ['--mount', 'true']).status === 0;
  return !allowed && 'only root gives a name an address here';
}

describe('a bucket in the name of its host', { skip: reason() }, () => {
  test('takes files and gives them back, in ranges too', async () => {
    const s3 = await startS3({ options: ['--virtual-domain', domain] });
    const { port } = new URL(s3.env.S3_ENDPOINT);
    const hosts = join(temporaryDirectory('hosts'), 'hosts');
    writeFileSync(hosts, `127.0.0.1 localhost ${s3.env.S3_BUCKET}.${domain}\n`);
    const env = { ...s3.env, S3_ENDPOINT: `http://${domain}:${port}`, S3_PATH_STYLE: 'false' };
    const s = await startServer({ nodes: 1, env, within: withHosts(hosts) });
    const { items } = await completed(s);
    const path = `/api/v1/downloads/${items[0].download_id}`;
    const whole = Buffer.from(await (await s.api(path)).arrayBuffer());
    assert.equal(whole.length, items[0].size);
    const part = await s.api(path, { headers: { Range: 'bytes=10-19' } });
    assert.equal(part.status, 206);
    assert.deepEqual(Buffer.from(await part.arrayBuffer()), whole.subarray(10, 20));
    const names = readdirSync(s3.folder, { recursive: true });
    assert.ok(
      names.some((name) => name.endsWith(items[0].download_id)),
      names.join(),
    );
    assert.equal((await s.stop()).code, 0, s.log());
    await s3.stop();
  });
});
