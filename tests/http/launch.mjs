// Starts the server under test as a child of its own and talks to it as a backend does.
// Not for tests of the start itself that must fail: see `runToExit` below.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repo = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const binary = process.env.BATON_BIN || join(repo, 'build', 'release', 'baton');
/// A sanitizer's build, which takes several times the memory.
export const sanitized = /\/(asan|tsan)\//.test(binary);
export const keys = { alpha: 'test-key-alpha-0001', beta: 'test-key-beta-0002' };

const inherited = [
  'PATH',
  'HOME',
  'LANG',
  'LD_LIBRARY_PATH',
  'ASAN_OPTIONS',
  'LSAN_OPTIONS',
  'UBSAN_OPTIONS',
  'TSAN_OPTIONS',
  'LLVM_PROFILE_FILE',
];
const children = new Set();
const directories = new Set();
process.on('exit', () => {
  children.forEach((child) => child.kill('SIGKILL'));
  directories.forEach((path) => rmSync(path, { recursive: true, force: true }));
});

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/// A fresh directory that goes with this process.
export function temporaryDirectory(name) {
  const path = mkdtempSync(join(tmpdir(), `baton-${name}-`));
  directories.add(path);
  return path;
}

/// A free TCP port below 32768, where no outgoing connection is given one by the kernel.
export async function freePort() {
  for (let attempt = 0; attempt < 50; ++attempt) {
    const port = 18000 + Math.floor(Math.random() * 13000);
    const free = await new Promise((done) => {
      const probe = createServer().once('error', () => done(false));
      probe.listen(port, '0.0.0.0', () => probe.close(() => done(true)));
    });
    if (free) return port;
  }
  throw new Error('no free port between 18000 and 31000');
}

/// Spawns the binary. A value of `undefined` in `env` takes the variable away; `{port}` in a value becomes the port.
/// `stdout` and `stderr` may be descriptors, which then nobody reads here. `within` is a command that runs the binary.
function launch({ env = {}, args = [], port, dotenv, within = [], stdout = 'pipe', stderr = 'pipe' }) {
  const cwd = temporaryDirectory('http');
  if (dotenv !== undefined) writeFileSync(join(cwd, '.env'), dotenv.replaceAll('{port}', port));
  const settings = {
    ...Object.fromEntries(inherited.filter((name) => name in process.env).map((name) => [name, process.env[name]])),
    API_KEYS: `alpha:${keys.alpha},beta:${keys.beta}`,
    BASE_URL: 'http://127.0.0.1:{port}',
    PORT: '{port}',
    LOG_LEVEL: 'info',
    DEV: 'false',
    // Nobody fetches what a test leaves behind.
    DRAIN_TIME: '1s',
    ...env,
  };
  for (const name of Object.keys(settings)) {
    if (settings[name] === undefined) delete settings[name];
    else settings[name] = String(settings[name]).replaceAll('{port}', port);
  }
  const [program, ...rest] = [...within, binary, ...(args.length ? args : ['serve'])];
  const child = spawn(program, rest, { cwd, env: settings, stdio: ['ignore', stdout, stderr] });
  children.add(child);
  const output = { text: '' };
  for (const stream of [child.stdout, child.stderr].filter(Boolean)) {
    stream
      .setEncoding('utf8')
      .on('data', (text) => (output.text += text))
      .unref();
  }
  // A test that fails before it stops its server must not keep the whole file waiting: `exit` above ends the child.
  child.unref();
  const exited = new Promise((done) => {
    child.once('error', (error) => done({ code: null, signal: null, error }));
    child.once('close', (code, signal) => done({ code, signal }));
  }).finally(() => children.delete(child));
  return { child, output, exited };
}

/// Runs the server until it ends by itself; for starts that must fail. Kills it after `limit` ms.
export async function runToExit({ limit = 10_000, port, ...options } = {}) {
  const started = Date.now();
  const { child, output, exited } = launch({ ...options, port: port ?? (await freePort()) });
  child.ref();
  const timer = setTimeout(() => child.kill('SIGKILL'), limit);
  const { code, signal } = await exited;
  clearTimeout(timer);
  return { code, signal, output: output.text, ms: Date.now() - started };
}

async function waitForHealth(url, exited, output) {
  const deadline = Date.now() + 20_000;
  let over = null;
  exited.then((end) => (over = end));
  while (Date.now() < deadline) {
    if (over) throw new Error(`${binary} ended at its start (${JSON.stringify(over)}):\n${output.text}`);
    try {
      const answer = await fetch(`${url}/api/v1/health`);
      await answer.arrayBuffer();
      if (answer.status === 200) return;
    } catch {
      // Not listening yet.
    }
    await sleep(40);
  }
  throw new Error(`no 200 from ${url}/api/v1/health within 20 s:\n${output.text}`);
}

async function startOnce(options) {
  const port = options.port ?? (await freePort());
  const { child, output, exited } = launch({ ...options, port });
  const url = `http://127.0.0.1:${port}`;
  try {
    await waitForHealth(url, exited, output);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }

  /// fetch with the first key; `json` becomes the body, `key: null` sends no key.
  const api = (path, { json, key = keys.alpha, headers = {}, ...init } = {}) =>
    fetch(url + path, {
      redirect: 'manual',
      ...(json === undefined ? {} : { method: 'POST', body: JSON.stringify(json) }),
      ...init,
      headers: {
        ...(key === null ? {} : { 'X-API-Key': key }),
        ...(json === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
    });

  const createSession = async (body = { action_type: 'photo', output_format: 'jpg' }, key = keys.alpha) => {
    const answer = await api('/api/v1/sessions', { json: body, key });
    const text = await answer.text();
    assert.equal(answer.status, 201, `POST /api/v1/sessions ${JSON.stringify(body)}: ${text}`);
    return JSON.parse(text);
  };

  /// The log with everything that was said before this call; it is written a moment later than it is said.
  const wholeLog = async () => {
    const mark = `mark-${Math.random()}`;
    await (await api('/api/v1/health', { headers: { 'X-Request-Id': mark } })).arrayBuffer();
    for (const deadline = Date.now() + 20_000; !output.text.includes(mark); await sleep(5)) {
      assert.ok(Date.now() < deadline, `no line of ${mark} within 20 s:\n${output.text}`);
    }
    return output.text;
  };

  const stop = async (signal = 'SIGTERM') => {
    const started = Date.now();
    child.ref();
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
    const end = await exited;
    clearTimeout(timer);
    return { ...end, ms: Date.now() - started };
  };

  const log = () => output.text;
  return { url, port, key: keys.alpha, otherKey: keys.beta, pid: child.pid, api, createSession, stop, log, wholeLog, exited };
}

/// A running server; see the file's head. Tries another port when somebody was faster.
export async function startServer(options = {}) {
  if (!existsSync(binary)) throw new Error(`no server at ${binary}: build it, or set BATON_BIN`);
  for (let attempt = 0; ; ++attempt) {
    try {
      return await startOnce(options);
    } catch (error) {
      if (attempt === 3 || options.port || !/in use/i.test(error.message)) throw error;
    }
  }
}
