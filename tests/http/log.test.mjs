// The log, when nobody reads it, and when somebody does so again.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { runToExit, sleep, startServer } from './launch.mjs';
import { freePort } from './ports.mjs';
import { Pipe } from './pipes.mjs';
import { open, request } from './wire.mjs';

/// More than the pipe, the queue and the thread's hand hold together, with the longest ids that are taken over.
const many = 14_000;
const id = (number) => String(number).padStart(64, '0');

/// Sends them one after the other, as fast as they are answered.
async function askForHealth(s, count) {
  const wire = await open(s);
  for (let first = 0; first < count; first += 200) {
    const numbers = Array.from({ length: Math.min(200, count - first) }, (_, i) => first + i);
    wire.send(Buffer.concat(numbers.map((number) => Buffer.from(request('GET /api/v1/health', { 'X-Request-Id': id(number) })))));
    for (const number of numbers) {
      const answer = await wire.response({ limit: 20_000 });
      assert.equal(answer?.status, 200, `request ${number}`);
      assert.equal(answer.headers['x-request-id'], id(number));
    }
  }
  wire.close();
}

/// Reads lines until `ready` says so of one.
async function readUntil(pipe, ready) {
  let text = '';
  for (const deadline = Date.now() + 30_000; ; await sleep(5)) {
    text += pipe.read();
    const lines = text.split('\n');
    text = lines.pop();
    for (const line of lines) if (ready(JSON.parse(line))) return;
    assert.ok(Date.now() < deadline, `not what was waited for: ${text}`);
  }
}

describe('a log that nobody reads', { concurrency: 2, timeout: 240_000 }, () => {
  test('every request is answered, and SIGTERM ends the server', async () => {
    const pipe = new Pipe();
    const s = await startServer({ nodes: 1, stderr: pipe.fd });
    await askForHealth(s, many);
    await s.createSession();
    const { code, signal } = await s.stop();
    assert.deepEqual({ code, signal }, { code: 0, signal: null });
    pipe.close();
  });

  test('once it is read again, the number of the dropped lines stands in their place', async () => {
    const pipe = new Pipe();
    const s = await startServer({ nodes: 1, stderr: pipe.fd });
    await askForHealth(s, many);
    let next = 0;
    let dropped = 0;
    await readUntil(pipe, (line) => {
      if (line.message === 'log lines were dropped') {
        assert.equal(line.level, 'warn');
        dropped += line.count;
        next += line.count;
      } else if (line.request_id?.length === 64) {
        assert.equal(line.request_id, id(next++));
      }
      return next >= many;
    });
    assert.equal(next, many);
    assert.ok(dropped > 0);

    await askForHealth(s, 1);
    await readUntil(pipe, (line) => line.request_id === id(0));
    const { code } = await s.stop();
    assert.equal(code, 0);
    const last = pipe.read().trim().split('\n').pop();
    assert.equal(JSON.parse(last).message, 'stopped');
    pipe.close();
  });

  test('a start that fails ends, though it cannot say why', async () => {
    const pipe = new Pipe().fill();
    const taken = await startServer();
    for (const options of [{ env: { PORT: 'abc' } }, { port: taken.port }]) {
      const { code, signal } = await runToExit({ ...options, stderr: pipe.fd, limit: 30_000 });
      assert.deepEqual({ code, signal }, { code: 1, signal: null });
    }
    await taken.stop();
    pipe.close();
  });

  test('a demo whose screen nobody reads serves and ends', async () => {
    const pipe = new Pipe().fill();
    const port = await freePort();
    const s = await startServer({ nodes: 1, args: ['serve', '--demo'], env: { DEV: 'true', THREADS: 1 }, stdout: pipe.fd, port });
    await s.createSession();
    const { code, signal } = await s.stop();
    assert.deepEqual({ code, signal }, { code: 0, signal: null });
    pipe.close();
  });
});
