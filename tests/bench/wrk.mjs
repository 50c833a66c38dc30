// The load generator: one thread of wrk, as many connections as asked for.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const directory = dirname(fileURLToPath(import.meta.url));

/// One run of a script of this directory. {requests, seconds, p50, p99 (ms)}; an answer that is no 2xx is an error.
export async function runScript(server, script, given, { seconds, connections = 64, what = script }) {
  const args = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '10s', '-s', join(directory, script), server.url, '--', ...given];
  let output = '';
  const run = spawn('wrk', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  run.stdout.setEncoding('utf8').on('data', (text) => (output += text));
  await new Promise((done, fail) => run.once('error', fail).once('close', done));
  const last = output.trim().split('\n').pop();
  if (!last.startsWith('{')) throw new Error(`wrk gave no figures:\n${output}`);
  const figures = JSON.parse(last);
  if (figures.non2xx || figures.broken) throw new Error(`${server.name}: ${what}: ${figures.non2xx} refused, ${figures.broken} broken`);
  return figures;
}

/// Sends `method` to the paths in turn.
export function wrk(server, { method = 'GET', body = '', paths, ...load }) {
  return runScript(server, 'wrk.lua', [method, server.key, body, ...paths], { ...load, what: `${method} ${paths[0]}` });
}
