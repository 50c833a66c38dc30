// Starts the signal service as processes of its own: one, or with BATON_TEST_STORE=cluster two nodes on one database behind a
// balancer that lets them take turns request by request. Not for starts that must fail: see `refused` in refused.mjs.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import { binary, sleep, temporaryDirectory } from '../http/launch.mjs';
import { freePort } from '../http/ports.mjs';
import { freshDatabase } from './database.mjs';

/// `sqlite` (a file), `memory` or `cluster`.
export const store = process.env.BATON_TEST_STORE || 'sqlite';

const inherited = ['PATH', 'HOME', 'LANG', 'LD_LIBRARY_PATH', 'ASAN_OPTIONS', 'LSAN_OPTIONS', 'UBSAN_OPTIONS', 'TSAN_OPTIONS'];
const children = new Set();
process.on('exit', () => children.forEach((child) => child.kill('SIGKILL')));

/// Whether somebody at `port` answers GET /health with 200.
const healthy = (port) =>
  new Promise((done) => {
    const outgoing = get({ host: '127.0.0.1', port, path: '/health', agent: false }, (answer) => {
      answer.resume().once('close', () => done(answer.statusCode === 200));
    });
    outgoing.once('error', () => done(false));
  });

/// One process, which may be ended and started again where it was.
class Node {
  constructor(port, env) {
    Object.assign(this, { port, env, output: { text: '' }, directory: temporaryDirectory('signal') });
  }

  #environment() {
    const given = Object.fromEntries(inherited.filter((name) => name in process.env).map((name) => [name, process.env[name]]));
    const all = { ...given, SERVICES: 'signal', PORT: this.port, LOG_LEVEL: 'info', OFFER_RATE: 0, ...this.env };
    const kept = Object.entries(all).filter(([, value]) => value !== undefined);
    return Object.fromEntries(kept.map(([name, value]) => [name, String(value).replaceAll('{directory}', this.directory)]));
  }

  async start() {
    // It ends with this process, however that ends.
    const [program, ...args] = ['setpriv', '--pdeathsig', 'KILL', binary, 'serve'];
    const child = spawn(program, args, { cwd: this.directory, env: this.#environment(), stdio: ['ignore', 'pipe', 'pipe'] });
    children.add(child);
    for (const stream of [child.stdout, child.stderr]) {
      stream
        .setEncoding('utf8')
        .on('data', (text) => (this.output.text += text))
        .unref();
    }
    // A test that fails before it stops its server must not keep the whole file waiting.
    child.unref();
    this.child = child;
    this.over = null;
    this.exited = new Promise((done) => {
      child.once('error', (error) => done({ code: null, signal: null, error }));
      child.once('close', (code, signal) => done({ code, signal }));
    }).then((end) => {
      children.delete(child);
      this.over = end;
      return end;
    });
    for (const deadline = Date.now() + 20_000; !(await healthy(this.port)); await sleep(10)) {
      assert.equal(this.over, null, `${binary} ended at its start:\n${this.output.text}`);
      assert.ok(Date.now() < deadline, `no answer at port ${this.port} within 20 s:\n${this.output.text}`);
    }
    return this;
  }

  get pid() {
    return this.child.pid;
  }

  /// Ends it by a signal. {code, signal}
  async end(signal = 'SIGTERM') {
    this.child.ref();
    this.child.kill(signal);
    const timer = setTimeout(() => this.child.kill('SIGKILL'), 20_000);
    const end = await this.exited;
    clearTimeout(timer);
    return end;
  }
}

const worst = (ends) => ends.find(({ code }) => code !== 0) ?? ends[0];

/// What clients talk to: `port` is that of the node, or of the balancer in front of several.
class Server {
  constructor(nodes, front) {
    Object.assign(this, { nodes, front, port: (front ?? nodes[0]).port, agent: new Agent({ keepAlive: true }) });
  }

  async #end(signal) {
    this.agent.destroy();
    return worst(await Promise.all(this.nodes.map((node) => node.end(signal))));
  }

  /// Ends all of it. {code, signal, log} of the node that ended worst.
  async stop(signal = 'SIGTERM') {
    const end = await this.#end(signal);
    await this.front?.stop();
    return { ...end, log: this.log() };
  }

  /// All its processes die at once.
  kill() {
    return this.#end('SIGKILL');
  }

  /// After `kill`, or an `end` of its nodes: all of them start again with what they had.
  async restart() {
    this.agent = new Agent({ keepAlive: true });
    await Promise.all(this.nodes.map((node) => node.start()));
  }

  /// What it said, complete once it was stopped.
  log() {
    return this.nodes.map(({ output }) => output.text).join('');
  }
}

async function settings() {
  if (store === 'memory') return { STORAGE_PATH: ':memory:' };
  if (store === 'cluster') return { DATABASE_URL: await freshDatabase() };
  return { STORAGE_PATH: '{directory}/sessions.db' };
}

async function startNode(env, port) {
  for (let attempt = 0; ; ++attempt) {
    try {
      return await new Node(port ?? (await freePort()), env).start();
    } catch (error) {
      if (port || attempt === 3 || !/in use/i.test(error.message)) throw error;
    }
  }
}

/// A running service. `env`: further settings, `undefined` takes one away, `{directory}` is a directory of the node's own, where
/// it also works. `nodes: 1` for tests that look at a process or at connections.
export async function startSignal({ env = {}, port, nodes: count = store === 'cluster' ? 2 : 1 } = {}) {
  if (!existsSync(binary)) throw new Error(`no server at ${binary}: build it, or set BATON_BIN`);
  const all = { ...('STORAGE_PATH' in env || 'DATABASE_URL' in env ? {} : await settings()), ...env };
  const started = await Promise.allSettled(Array.from({ length: count }, () => startNode(all, port)));
  const nodes = started.filter(({ status }) => status === 'fulfilled').map(({ value }) => value);
  const failed = started.find(({ reason }) => reason);
  if (failed) {
    await Promise.all(nodes.map((node) => node.end('SIGKILL')));
    throw failed.reason;
  }
  if (count === 1) return new Server(nodes, null);
  const { startBalancer } = await import('../cluster/balancer.mjs');
  return new Server(nodes, await startBalancer({ port: await freePort(), ports: nodes.map(({ port }) => port) }));
}

/// The database file of a node that keeps all in SQLite.
export const fileOf = (server) => join(server.nodes[0].directory, 'sessions.db');

/// Waits until `ready` answers something; for what must happen sooner or later.
export async function until(ready, what, limit = 20_000) {
  for (const deadline = Date.now() + limit; ; await sleep(10)) {
    const value = await ready();
    if (value) return value;
    assert.ok(Date.now() < deadline, `not within ${limit} ms: ${what}`);
  }
}
