// A real S3 server for the nodes of a test, by tests/s3/server: its bucket is a folder, it ends with this process.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { repo, sleep, temporaryDirectory } from '../http/launch.mjs';
import { freePort } from '../http/ports.mjs';

const script = join(repo, 'tests', 's3', 'server');
const bucket = 'baton';

/// Why there is none; null if there is one. The first time it is built, which takes minutes.
export function s3Missing() {
  const { status } = spawnSync(script, ['--build'], { stdio: ['ignore', 'ignore', 'inherit'] });
  return status === 0 ? null : 'the S3 server cannot be built without Go';
}

const answers = (port) =>
  new Promise((done) => {
    const socket = connect(port, '127.0.0.1', () => done(true));
    socket.once('error', () => done(false)).once('connect', () => socket.destroy());
  });

async function launch(folder, port, options) {
  // Also when this process has no time to say goodbye.
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', script, folder, String(port), ...options], { stdio: 'ignore' });
  child.unref();
  const exited = new Promise((done) => child.once('close', done));
  for (const deadline = Date.now() + 20_000; !(await answers(port)); await sleep(20))
    if (Date.now() > deadline || child.exitCode !== null) throw new Error('the S3 server does not start');
  return { child, exited };
}

/// {env: what a node is told of it, folder of the bucket, kill, start (again, with what is there), freeze, thaw, stop}. `options` are the
/// server's own.
export async function startS3({ options = [] } = {}) {
  const folder = temporaryDirectory('s3');
  mkdirSync(join(folder, bucket));
  const port = await freePort();
  let running = await launch(folder, port, options);
  const signal = (name) => running.child.kill(name);
  const kill = async () => {
    running.child.ref();
    signal('SIGKILL');
    await running.exited;
  };
  return {
    env: {
      S3_ENDPOINT: `http://127.0.0.1:${port}`,
      S3_BUCKET: bucket,
      S3_REGION: 'us-east-1',
      S3_ACCESS_KEY_ID: 'testkey',
      S3_SECRET_ACCESS_KEY: 'testsecret',
      S3_PREFIX: 'baton/',
      S3_PATH_STYLE: 'true',
    },
    folder: join(folder, bucket),
    kill,
    start: async () => {
      running = await launch(folder, port, options);
    },
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
    stop: kill,
  };
}
