// What a worker spends on a signature of 2,000 points: one worker on one core, one signature at a time.
import { spawnSync } from 'node:child_process';
import { drawn, handwriting } from '../http/ink.mjs';
import { device } from '../http/phone.mjs';
import { children, cpuSeconds, peakRss, rss } from './process.mjs';
import { baton, start } from './servers.mjs';
import { median } from './statistics.mjs';

const formats = ['svg', 'pdf', 'png', 'jpg'];

async function expectOk(answer, what) {
  if (!answer.ok) throw new Error(`${what}: ${answer.status} ${await answer.text()}`);
  return answer;
}

/// Wall time of a submission in ms, from the request to the answer.
async function once(server, format, data) {
  const { id } = await server.create({ action_type: 'signature', output_format: format });
  const phone = device(server, id);
  await expectOk(await phone('GET', ''), 'GET page');
  await expectOk(await phone('POST', '/start'), 'start');
  const began = performance.now();
  await expectOk(await phone('POST', '/submit', { body: { data } }), 'submit');
  return { id, ms: performance.now() - began };
}

async function sizeOf(server, id) {
  const result = await fetch(`${server.url}/api/v1/sessions/${id}/result`, { headers: { 'X-API-Key': server.key } });
  return (await result.json()).items[0].size;
}

async function measureFormat(format, data, times) {
  const server = await start(baton, { WORKERS: '1' });
  try {
    const [worker] = children(server.pid);
    spawnSync('taskset', ['-a', '-p', '-c', '0', String(worker)]);
    const idleRss = rss(worker);
    const before = cpuSeconds(worker);
    const runs = [];
    for (let i = 0; i < times; ++i) runs.push(await once(server, format, data));
    // /proc counts CPU in steps of 10 ms: only the sum over many runs says something.
    const cpuMs = ((cpuSeconds(worker) - before) * 1000) / times;
    return {
      format,
      wallMs: median(runs.map(({ ms }) => ms)),
      cpuMs,
      idleRss,
      peakRss: peakRss(worker),
      bytes: await sizeOf(server, runs[0].id),
    };
  } finally {
    await server.stop();
  }
}

export async function measureSignature({ times, points }) {
  const data = drawn(handwriting(points));
  const results = [];
  for (const format of formats) results.push(await measureFormat(format, data, times));
  return { points, dataBytes: JSON.stringify(data).length, results };
}
