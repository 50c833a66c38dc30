// HAProxy and nginx, as people have them, before three nodes and without sticky sessions; and a phone that meets all of them.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startInstallation } from '../../cluster/installation.mjs';
import { repo, sleep, temporaryDirectory } from '../../http/launch.mjs';
import { freePort } from '../../http/ports.mjs';
import { listen } from '../../http/sockets.mjs';

const example = (name) => readFileSync(join(repo, 'packaging', 'balancers', name), 'utf8');
/// The example with these nodes in the place of its own.
const withNodes = (text, ports) => ports.reduce((config, port, i) => config.replaceAll(`127.0.0.1:808${i + 1}`, `127.0.0.1:${port}`), text);

/// The examples of packaging/, at other ports, and with a line for each request that has its node's port. What only a process
/// that is nobody's service needs stands before.
export const balancers = {
  haproxy: {
    program: '/usr/sbin/haproxy',
    args: (folder) => ['-f', join(folder, 'config')],
    config: ({ port, ports }) =>
      withNodes(example('haproxy.cfg'), ports)
        .replace('bind :8080', `bind 127.0.0.1:${port}`)
        .replace('option httplog', 'log-format "node %sp"'),
  },
  nginx: {
    program: '/usr/sbin/nginx',
    args: (folder) => ['-p', folder, '-c', join(folder, 'config'), '-e', 'stderr'],
    config: ({ port, ports, folder }) => {
      const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((each) => `${each}_temp_path ${folder}/${each};`);
      const log = `log_format node 'node $upstream_addr'; access_log ${folder}/requests node;`;
      const setup = `daemon off; worker_processes 1; pid ${folder}/pid; error_log stderr;\n`;
      return (
        setup +
        withNodes(example('nginx.conf'), ports)
          .replace('http {', `http {\n  ${log}\n  ${paths.join('\n  ')}`)
          .replace('listen 8080', `listen 127.0.0.1:${port}`)
      );
    },
  },
};

/// Starts one; `turns` counts the requests that each node got.
async function start(name, port, ports) {
  const folder = temporaryDirectory(name);
  spawnSync('chmod', ['755', folder]); // its processes may belong to another user
  const { program, args, config } = balancers[name];
  writeFileSync(join(folder, 'config'), config({ port, ports, folder }));
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', program, ...args(folder)], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { text: '' };
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said.text += text));
  const exited = new Promise((done) => child.once('close', done));
  const url = `http://127.0.0.1:${port}`;
  for (const deadline = Date.now() + 10_000; ; await sleep(50)) {
    const answer = await fetch(`${url}/api/v1/health`).catch(() => null);
    if (answer?.status === 200) break;
    if (Date.now() > deadline || child.exitCode !== null) throw new Error(`${name} does not answer: ${said.text}`);
  }
  const requests = join(folder, 'requests');
  const lines = () => said.text + (existsSync(requests) ? readFileSync(requests, 'utf8') : '');
  const turns = () => ports.map((each) => lines().match(new RegExp(`^node .*\\b${each}$`, 'gm'))?.length ?? 0);
  const stop = async () => {
    child.kill('SIGTERM');
    await exited;
  };
  return { url, port, turns, stop };
}

/// What a backend does by the balancer's address alone.
function backend({ url, port }, key) {
  const api = (path, { json, ...more } = {}) =>
    fetch(url + path, {
      ...(json === undefined ? {} : { method: 'POST', body: JSON.stringify(json) }),
      ...more,
      headers: { 'X-API-Key': key, ...(json === undefined ? {} : { 'Content-Type': 'application/json' }) },
    });
  const createSession = async (json) => {
    const answer = await api('/api/v1/sessions', { json });
    if (answer.status !== 201) throw new Error(`create: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  return { url, port, key, api, createSession };
}

/// Whole sessions of a person in a real browser, while a backend listens. Answers what was done.
async function sessions(server, name) {
  const { photoSession, signatureSession, startBrowser } = await import('./person.mjs');
  const browser = await startBrowser();
  const done = [];
  try {
    for (const [kind, play] of Object.entries({ photo: photoSession, signature: signatureSession })) {
      await play(server, browser, {
        name: `cluster-${name}-${kind}`,
        hear: (id) => listen(server, id, { key: server.key }),
      });
      done.push(kind);
    }
  } finally {
    await browser.close();
  }
  return done;
}

/// {done: kinds of sessions, requests, turns: requests by node, faults}, or {skip}.
export async function drillBalancer(name) {
  if (!existsSync(balancers[name].program)) return { skip: `${name} is not installed` };
  const { browserPrograms } = await import('../../browser/phone.mjs');
  if (!existsSync(browserPrograms.shell)) return { skip: 'there is no Chromium' };
  const port = await freePort();
  const installation = await startInstallation({ env: { BASE_URL: `http://127.0.0.1:${port}` } });
  const front = await start(
    name,
    port,
    installation.nodes.map((node) => node.port),
  );
  const report = { done: [], faults: [] };
  try {
    report.done = await sessions(backend(front, installation.nodes[0].key), name);
  } catch (error) {
    report.faults.push(error.message);
  }
  await front.stop();
  report.turns = front.turns();
  report.requests = report.turns.reduce((sum, count) => sum + count, 0);
  if (report.turns.some((count) => count < report.requests / 6)) report.faults.push(`the nodes did not take turns: ${report.turns}`);
  await installation.stop();
  return report;
}
