// What one session's flood of uploads does to another key's phones.
import { Worker } from 'node:worker_threads';
import { cookiesOf, device } from '../http/phone.mjs';
import { heavyPng } from '../http/pictures.mjs';
import { jpeg } from './picture.mjs';
import { children, cpuSeconds } from './process.mjs';
import { baton, start } from './servers.mjs';
import { ascending, quantile } from './statistics.mjs';

const floods = {
  'photos of 12 MP': jpeg,
  'PNGs of 24 MP': () => heavyPng(6_000, 4_000),
  'PNGs of 64 MP': () => heavyPng(8_000, 8_000),
};

/// A session of the flooding key, open on a phone whose cookie is known.
async function floodedSession(server) {
  const answer = await fetch(`${server.url}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'X-API-Key': 'flood-key-of-the-bench', 'Content-Type': 'application/json' },
    body: JSON.stringify({ action_type: 'photo', output_format: 'jpg' }),
  });
  const path = `/s/${(await answer.json()).id}`;
  const page = await fetch(server.url + path);
  await page.arrayBuffer();
  const first = await fetch(`${server.url}${path}/files/f0`, { method: 'PUT', body: heavyPng(16, 16) });
  await first.arrayBuffer();
  return { path, cookie: [page, first].flatMap(cookiesOf).at(-1).split(';')[0] };
}

/// One person of the other key, from the session to the submitted photo: [{what, ms, status}].
async function person(server, photo) {
  const calls = [];
  const timed = async (what, call) => {
    const began = performance.now();
    const answer = await call();
    const body = await answer.text();
    calls.push({ what, ms: performance.now() - began, status: answer.status });
    return body;
  };
  const headers = { 'X-API-Key': server.key, 'Content-Type': 'application/json' };
  const body = JSON.stringify({ action_type: 'photo', output_format: 'jpg' });
  const created = await timed('create', () => fetch(`${server.url}/api/v1/sessions`, { method: 'POST', headers, body }));
  const phone = device(server, JSON.parse(created).id);
  await timed('page', () => phone('GET', ''));
  await timed('upload', () => phone('PUT', '/files/photo', { body: photo }));
  await timed('submit', () => phone('POST', '/submit', { body: {} }));
  return calls;
}

function summary(name, calls, flooded, cpuShare) {
  const of = (what) => ascending(calls.filter((call) => what === undefined || call.what === what).map(({ ms }) => ms));
  return {
    name,
    requests: calls.length,
    refused: calls.filter(({ status }) => status >= 400).length,
    p50: quantile(of(), 0.5),
    p95: quantile(of(), 0.95),
    upload95: quantile(of('upload'), 0.95),
    submit95: quantile(of('submit'), 0.95),
    max: of().at(-1),
    flooded,
    cpuShare,
  };
}

const used = (server) => children(server.pid).reduce((sum, pid) => sum + cpuSeconds(pid), 0);

async function measure(name, flood, { parallel, persons, dimensions }) {
  const server = await start(baton, { API_KEYS: 'flood:flood-key-of-the-bench,bench:bench-key-of-its-own' });
  try {
    const photo = jpeg(dimensions);
    const { path, cookie } = await floodedSession(server);
    const worker = new Worker(new URL('./upload_flood.mjs', import.meta.url), {
      workerData: { port: server.port, path, cookie, parallel, picture: flood(dimensions) },
    });
    await new Promise((next) => setTimeout(next, 2_000));
    const [began, cpu] = [performance.now(), used(server)];
    const calls = [];
    for (let i = 0; i < persons; ++i) calls.push(...(await person(server, photo)));
    const share = (used(server) - cpu) / ((performance.now() - began) / 1000);
    const flooded = await new Promise((done) => {
      worker.once('message', done);
      worker.postMessage('over');
    });
    await worker.terminate();
    return summary(name, calls, flooded, share);
  } finally {
    await server.stop();
  }
}

export async function measureFairness(options) {
  const results = [];
  for (const [name, flood] of Object.entries(floods)) results.push(await measure(name, flood, options));
  return results;
}
