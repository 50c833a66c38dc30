// Starts the servers to measure, each in the same way: release mode, log level error, its output in a file.
import { spawn } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import { binary, sleep, temporaryDirectory } from '../http/launch.mjs';
import { freePort } from '../http/ports.mjs';

const key = 'bench-key-of-its-own';
const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

const answers = (url, agent) =>
  new Promise((done) => {
    get(url, { agent }, (answer) => {
      answer.resume();
      done(answer.statusCode === 200);
    }).once('error', () => done(false));
  });

/// `program`: {name, path, args, health: the path that it answers once it runs}. The answer has `startMs`, from the spawn to the first
/// answered request. `port`: one it had before.
export async function start(program, env = {}, port = undefined) {
  return startAt(port ?? (await freePort()), program, env);
}

async function startAt(port, program, env) {
  const url = `http://127.0.0.1:${port}`;
  const cwd = temporaryDirectory('bench');
  const log = join(cwd, 'server.log');
  const output = openSync(log, 'w');
  const began = performance.now();
  const child = spawn(program.path, program.args, {
    cwd,
    env: {
      PATH: process.env.PATH,
      API_KEYS: key,
      BASE_URL: url,
      PORT: String(port),
      LOG_LEVEL: 'error',
      DEV: 'false',
      DRAIN_TIME: '1s', // nobody fetches the last results
      GIN_MODE: 'release',
      ...env,
    },
    stdio: ['ignore', output, output],
  });
  running.add(child);
  const exited = new Promise((done) => child.once('close', done)).finally(() => running.delete(child));
  const agent = new Agent({ keepAlive: false });
  while (!(await answers(url + (program.health ?? '/api/v1/health'), agent))) {
    if (child.exitCode !== null || performance.now() - began > 20_000)
      throw new Error(`${program.name} does not answer:\n${readFileSync(log, 'utf8')}`);
    await sleep(1);
  }
  const startMs = performance.now() - began;
  const stop = async () => {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), 12_000);
    await exited;
    clearTimeout(timer);
  };
  const kill = async () => {
    child.kill('SIGKILL');
    await exited;
  };
  const said = () => readFileSync(log, 'utf8');
  const create = async (more = {}) => {
    const answer = await fetch(`${url}/api/v1/sessions`, {
      method: 'POST',
      headers: { 'X-API-Key': key, 'Content-Type': 'application/json' },
      body: JSON.stringify({ action_type: 'photo', output_format: 'jpg', ...more }),
    });
    if (answer.status !== 201) throw new Error(`${program.name}: POST of a session: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  return { name: program.name, pid: child.pid, url, key, port, startMs, stop, kill, said, exited, create };
}

export const baton = { name: 'baton', path: binary, args: ['serve'] };
