// A busy day: thousands of backends that wait on WebSockets while sessions come and go at a steady rate.
import { Agent, request } from 'node:http';
import { listen } from './footprint.mjs';
import { cpuSeconds, memory } from './process.mjs';
import { start } from './servers.mjs';
import { ascending, quantile } from './statistics.mjs';

const body = JSON.stringify({ action_type: 'photo', output_format: 'jpg' });

function call(server, agent, method, path, content) {
  return new Promise((done, fail) => {
    const began = performance.now();
    const headers = {
      'X-API-Key': server.key,
      ...(content ? { 'Content-Type': 'application/json', 'Content-Length': content.length } : {}),
    };
    const sent = request(server.url + path, { method, agent, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (piece) => (text += piece));
      answer.once('end', () => done({ status: answer.statusCode, text, ms: performance.now() - began }));
    });
    sent.once('error', fail).end(content);
  });
}

/// One session as its backend sees it: created, looked at, asked for its result.
async function session(server, agent, tally) {
  const check = (answer, status) => {
    if (answer.status !== status) throw new Error(`${answer.status} instead of ${status}: ${answer.text}`);
    return answer;
  };
  try {
    const { id } = JSON.parse(check(await call(server, agent, 'POST', '/api/v1/sessions', body), 201).text);
    const path = `/api/v1/sessions/${id}`;
    tally.gets.push(check(await call(server, agent, 'GET', path), 200).ms);
    tally.gets.push(check(await call(server, agent, 'GET', `${path}/result`), 202).ms);
    ++tally.sessions;
  } catch (error) {
    tally.errors.push(String(error.message));
  }
}

export async function measureLoad(program, { sockets, rate, seconds }) {
  const server = await start(program);
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  try {
    const ids = [];
    for (let i = 0; i < sockets; ++i) ids.push((await server.create()).id);
    const listening = await listen(server, ids);
    const tally = { gets: [], errors: [], sessions: 0 };
    const began = performance.now();
    const cpu = cpuSeconds(server.pid);
    const pending = new Set();
    for (let sent = 0; sent < rate * seconds; ) {
      const due = Math.min(rate * seconds, ((performance.now() - began) / 1000) * rate);
      for (; sent < due; ++sent) {
        const one = session(server, agent, tally).finally(() => pending.delete(one));
        pending.add(one);
      }
      await new Promise((done) => setTimeout(done, 1));
    }
    await Promise.all(pending);
    const took = (performance.now() - began) / 1000;
    const usedCpu = cpuSeconds(server.pid) - cpu;
    const bytes = memory(server.pid);
    const lost = await listening.close();
    const sorted = ascending(tally.gets);
    const at = (share) => quantile(sorted, share);
    return {
      sockets,
      perSecond: tally.sessions / took,
      errors: tally.errors.length + lost,
      firstError: tally.errors[0],
      p50: at(0.5),
      p99: at(0.99),
      max: at(1),
      cpuShare: usedCpu / took,
      bytes,
    };
  } finally {
    agent.destroy();
    await server.stop();
  }
}
