// Starts the server under test as a child of its own and talks to it as a backend does.
// Not for tests of the start itself that must fail: see `runToExit` below.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './ports.mjs';

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

const storeMode = process.env.BATON_TEST_STORE;
/// BATON_TEST_STORE=sqlite: every server that a test starts keeps what it knows in a directory of its own.
const store = (cwd) => (storeMode === 'sqlite' ? { DATA_DIR: join(cwd, 'data') } : {});
/// Settings for a test of what only sessions in memory do.
export const inMemory = { DATA_DIR: undefined };
/// BATON_TEST_STORE=cluster: a server is two nodes on stores of their own, behind a balancer that lets them take turns; with
/// `nodes: 1` one, for tests that look at a process. A test that chooses its store or its port gets what it asks for.
const isMany = ({ env = {}, dotenv }) => storeMode === 'cluster' && dotenv === undefined && !('DATA_DIR' in env || 'PORT' in env);

/// Spawns the binary. A value of `undefined` in `env` takes the variable away; `{port}` in a value becomes the port, or that of
/// the balancer in front. `stdout` and `stderr` may be descriptors, which then nobody reads here. `within` is a command that
/// runs the binary.
function launch({ env = {}, args = [], port, front = port, dotenv, within = [], stdout = 'pipe', stderr = 'pipe' }) {
  const cwd = temporaryDirectory('http');
  if (dotenv !== undefined) writeFileSync(join(cwd, '.env'), dotenv.replaceAll('{port}', front));
  const settings = {
    ...Object.fromEntries(inherited.filter((name) => name in process.env).map((name) => [name, process.env[name]])),
    API_KEYS: `alpha:${keys.alpha},beta:${keys.beta}`,
    BASE_URL: 'http://127.0.0.1:{port}',
    PORT: String(port),
    LOG_LEVEL: 'info',
    DEV: 'false',
    // Nobody fetches what a test leaves behind.
    DRAIN_TIME: '1s',
    ...store(cwd),
    ...env,
  };
  for (const name of Object.keys(settings)) {
    if (settings[name] === undefined) delete settings[name];
    else settings[name] = String(settings[name]).replaceAll('{port}', front);
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

/// One process that answers. {port, url, pid, output, exited, stop}
async function startNode(options) {
  const port = options.port ?? (await freePort());
  const { child, output, exited } = launch({ ...options, port });
  const url = `http://127.0.0.1:${port}`;
  try {
    await waitForHealth(url, exited, output);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  const stop = async (signal) => {
    child.ref();
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
    const end = await exited;
    clearTimeout(timer);
    return end;
  };
  return { port, url, pid: child.pid, output, exited, stop };
}

async function startNodes(options) {
  if (!isMany(options)) return [await startNode(options)];
  const { startMany } = await import('../cluster/many.mjs');
  return startMany(startNode, options);
}

/// Of several processes, the one that ended worse.
const worst = (ends) => ends.find(({ code }) => code !== 0) ?? ends[0];

async function startOnce(options) {
  const nodes = await startNodes(options);
  const { port, url } = nodes.front ?? nodes[0];
  const exited = Promise.all(nodes.map((node) => node.exited)).then(worst);

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

  const log = () => nodes.map(({ output }) => output.text).join('');

  /// The log with everything that was said before this call; it is written a moment later than it is said.
  const wholeLog = async () => {
    for (const node of nodes) {
      const mark = `mark-${Math.random()}`;
      await (await fetch(`${node.url}/api/v1/health`, { headers: { 'X-Request-Id': mark } })).arrayBuffer();
      for (const deadline = Date.now() + 20_000; !node.output.text.includes(mark); await sleep(5)) {
        assert.ok(Date.now() < deadline, `no line of ${mark} within 20 s:\n${node.output.text}`);
      }
    }
    return log();
  };

  const stop = async (signal = 'SIGTERM') => {
    const started = Date.now();
    const end = worst(await Promise.all(nodes.map((node) => node.stop(signal))));
    const ms = Date.now() - started;
    await nodes.front?.stop();
    return { ...end, ms };
  };

  return { url, port, key: keys.alpha, otherKey: keys.beta, pid: nodes[0].pid, nodes, api, createSession, stop, log, wholeLog, exited };
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
