// Requests per second and CPU per request, side by side with the peer: A B A B …, each time on a fresh server.
import { cpuSeconds } from './process.mjs';
import { start } from './servers.mjs';
import { median } from './statistics.mjs';
import { wrk } from './wrk.mjs';

const session = JSON.stringify({ action_type: 'photo', output_format: 'jpg' });

const scenarios = [
  { name: 'GET session', path: (id) => `/api/v1/sessions/${id}` },
  { name: 'GET result (202)', path: (id) => `/api/v1/sessions/${id}/result` },
  { name: 'POST sessions', method: 'POST', body: session },
];

async function measure(program, scenario, { seconds, sessions, env }) {
  const server = await start(program, env);
  try {
    const paths = ['/api/v1/sessions'];
    if (scenario.path) {
      paths.length = 0;
      for (let i = 0; i < sessions; ++i) paths.push(scenario.path((await server.create()).id));
    }
    const load = { method: scenario.method, body: scenario.body, paths };
    await wrk(server, { ...load, seconds: 1 });
    const before = cpuSeconds(server.pid);
    const figures = await wrk(server, { ...load, seconds });
    const cpu = cpuSeconds(server.pid) - before;
    return { perSecond: figures.requests / figures.seconds, cpuMicros: (cpu / figures.requests) * 1e6, p99: figures.p99 };
  } finally {
    await server.stop();
  }
}

const medians = (runs) => Object.fromEntries(Object.keys(runs[0]).map((key) => [key, median(runs.map((run) => run[key]))]));

/// [{scenario, server: {perSecond, cpuMicros, p99}, …}], one member per program.
export async function measureRequests(programs, options) {
  const results = [];
  for (const scenario of scenarios) {
    const runs = new Map(programs.map(({ name }) => [name, []]));
    for (let round = 0; round < options.rounds; ++round) {
      for (const program of programs) runs.get(program.name).push(await measure(program, scenario, options));
    }
    results.push({ scenario: scenario.name, ...Object.fromEntries([...runs].map(([name, list]) => [name, medians(list)])) });
  }
  return results;
}
