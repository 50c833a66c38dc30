// What a worker spends on one 12 MP photo: one worker on one core, one photo at a time, so nothing waits in a queue.
import { spawnSync } from 'node:child_process';
import { device } from '../http/phone.mjs';
import { jpeg, turned } from './picture.mjs';
import { comparedToLevel3 } from './png.mjs';
import { children, cpuSeconds, peakRss, rss } from './process.mjs';
import { baton, start } from './servers.mjs';
import { median } from './statistics.mjs';

const cases = [
  { name: 'jpg, upright', format: 'jpg', orientation: 1 },
  { name: 'jpg, turned', format: 'jpg', orientation: 6 },
  { name: 'pdf, turned', format: 'pdf', orientation: 6 },
  { name: 'png, turned', format: 'png', orientation: 6 },
];

async function expectOk(answer, what) {
  if (!answer.ok) throw new Error(`${what}: ${answer.status} ${await answer.text()}`);
  return answer;
}

/// Runs `work` and says what it took: wall time, and CPU of the worker, in ms.
async function timed(worker, work) {
  const [cpu, began] = [cpuSeconds(worker), performance.now()];
  const value = await work();
  return { value, wallMs: performance.now() - began, cpuMs: (cpuSeconds(worker) - cpu) * 1000 };
}

/// Upload (the worker inspects) and submit (the worker converts) of one photo.
async function once(server, worker, format, photo) {
  const { id } = await server.create({ output_format: format });
  const phone = device(server, id);
  await expectOk(await phone('GET', ''), 'GET page');
  const inspect = await timed(worker, async () => expectOk(await phone('PUT', '/files/photo', { body: photo }), 'PUT'));
  const convert = await timed(worker, async () => expectOk(await phone('POST', '/submit', { body: {} }), 'submit'));
  return { id, inspect, convert };
}

async function download(server, id) {
  const headers = { 'X-API-Key': server.key };
  const result = await (await fetch(`${server.url}/api/v1/sessions/${id}/result`, { headers })).json();
  const file = await fetch(`${server.url}/api/v1/downloads/${result.items[0].download_id}`, { headers });
  return Buffer.from(await file.arrayBuffer());
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

async function measureCase({ name, format, orientation }, photo, times) {
  const server = await start(baton, { WORKERS: '1' });
  try {
    const [worker] = children(server.pid);
    spawnSync('taskset', ['-a', '-p', '-c', '0', String(worker)]);
    const before = rss(worker);
    const runs = [];
    for (let i = 0; i < times; ++i) runs.push(await once(server, worker, format, photo(orientation)));
    const file = await download(server, runs[0].id);
    // /proc counts CPU in steps of 10 ms: the mean over all runs evens that out, a median would not.
    const figures = (job) => ({ wallMs: median(runs.map((run) => run[job].wallMs)), cpuMs: mean(runs.map((run) => run[job].cpuMs)) });
    const png = format === 'png' ? comparedToLevel3(file) : undefined;
    return {
      name,
      bytes: file.length,
      inspect: figures('inspect'),
      convert: figures('convert'),
      idleRss: before,
      peakRss: peakRss(worker),
      ...(png ? { overLevel3: png.ours / png.level3 } : {}),
    };
  } finally {
    await server.stop();
  }
}

export async function measurePhoto({ times, dimensions }) {
  const plain = jpeg(dimensions);
  const results = [];
  for (const each of cases) results.push(await measureCase(each, (orientation) => turned(plain, orientation), times));
  return { inputBytes: plain.length, results };
}
