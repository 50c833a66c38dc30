// Sessions that are each submitted on two nodes at once: exactly one of the two wins, and a third node serves what it made.
import { ascending, quantile } from '../../bench/statistics.mjs';
import { sleep } from '../../http/launch.mjs';
import { item } from '../../http/phone.mjs';
import { jpeg } from '../../http/pictures.mjs';
import { client, cookieOf, json } from '../durable/calls.mjs';
import { digest } from '../durable/sessions.mjs';
import { submission } from '../durable/steps.mjs';

const person = { 'User-Agent': 'Mozilla/5.0 (Linux; Android 14) Mobile', Accept: 'text/html' };

/// Each way to submit: what is asked for, what is done before, and the submission.
const ways = [
  {
    wanted: { action_type: 'signature', output_format: 'svg' },
    submit: { path: '/submit', body: submission({ wanted: { action_type: 'signature' } }) },
  },
  {
    wanted: { action_type: 'photo', output_format: 'jpg' },
    upload: { path: '/files/photo', body: jpeg },
    submit: { path: '/submit', body: {} },
  },
  // The route of the original, which knows no device.
  { wanted: { action_type: 'photo', output_format: 'jpg' }, submit: { path: '/result', body: { items: [item()] } } },
];

/// One session, on nodes in an order of its own.
class Race {
  constructor(nodes, way, faults) {
    const [a, b, c] = nodes;
    Object.assign(this, { a, b, c, way, faults });
  }

  async #ask(node, what, method, path, options) {
    const answer = await node.call(method, path, options);
    if (answer.status >= 300) this.faults.push(`${this.id ?? ''} ${what}: ${answer.status} ${answer.body.toString().slice(0, 200)}`);
    return answer;
  }

  async prepare() {
    const { a, b, c, way } = this;
    const made = await this.#ask(a, 'create', 'POST', '/api/v1/sessions', { body: { ...way.wanted, result_ttl: '24h' }, key: true });
    this.id = json(made)?.id;
    this.phone = `/s/${this.id}`;
    await this.#ask(b, 'open', 'GET', this.phone, { headers: person });
    if (way.submit.path === '/result') return;
    const started = await this.#ask(c, 'start', 'POST', `${this.phone}/start`);
    this.headers = { Cookie: cookieOf(started) };
    const { upload } = way;
    if (upload) await this.#ask(a, 'upload', 'PUT', this.phone + upload.path, { body: upload.body, headers: this.headers });
  }

  /// Milliseconds until both were answered.
  async submit() {
    const { path, body } = this.way.submit;
    const began = performance.now();
    const both = await Promise.all([this.a, this.b].map((node) => node.call('POST', this.phone + path, { body, headers: this.headers })));
    const statuses = both.map(({ status }) => status).sort();
    if (String(statuses) !== '200,409') this.faults.push(`${this.id}: two submissions of ${this.way.wanted.action_type} got ${statuses}`);
    this.winners = statuses.filter((status) => status === 200).length;
    this.items = json(both.find(({ status }) => status === 200) ?? both[0])?.items;
    return performance.now() - began;
  }

  /// How many files the third node gave back whole.
  async look() {
    const said = json(await this.#ask(this.c, 'result', 'GET', `/api/v1/sessions/${this.id}/result`, { key: true }));
    const items = said?.items ?? [];
    const winners = JSON.stringify(this.items?.map(({ download_id }) => download_id));
    if (JSON.stringify(items.map(({ download_id }) => download_id)) !== winners)
      this.faults.push(`${this.id}: another result than the winner's`);
    let whole = 0;
    for (const { download_id, sha256, size } of items) {
      const { body } = await this.#ask(this.c, 'download', 'GET', `/api/v1/downloads/${download_id}`, { key: true });
      if (body.length === size && digest(body) === sha256) ++whole;
      else this.faults.push(`${this.id}: a result of ${size} bytes comes as ${body.length} others`);
    }
    return whole;
  }
}

/// The files beside what the database says of them, once the outbox has taken away what nobody has any more.
async function settledFiles(installation) {
  for (const deadline = Date.now() + 60_000; ; await sleep(250)) {
    const files = await installation.files();
    if (!files.leaving || Date.now() > deadline) return files;
  }
}

/// {count, winners, served: whole files from the third node, files, seconds, p50 and p99 of the two submissions in ms, faults}
export async function drillSubmits(installation, { sessions: count = 5_000, parallel = 12 } = {}) {
  const clients = installation.nodes.map((node) => client(node, parallel));
  const report = { count, winners: 0, served: 0, faults: [] };
  const times = [];
  const began = performance.now();
  let next = 0;
  const work = async () => {
    while (next < count) {
      const at = next++;
      const order = clients.map((_, i) => clients[(at + i) % clients.length]);
      const race = new Race(order, ways[Math.floor(at / clients.length) % ways.length], report.faults);
      await race.prepare();
      times.push(await race.submit());
      report.winners += race.winners;
      const whole = await race.look();
      report.served += whole;
    }
  };
  await Promise.all(Array.from({ length: parallel }, work));
  report.seconds = (performance.now() - began) / 1000;
  for (const { close } of clients) close();
  const sorted = ascending(times);
  Object.assign(report, { p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99) });
  report.completed = Number(await installation.sql("SELECT count(*) FROM session WHERE status = 'completed'"));
  report.files = await settledFiles(installation);
  if (report.winners !== count || report.completed !== count)
    report.faults.push(`${report.winners} winners, ${report.completed} completed of ${count}`);
  if (report.files.stored !== report.served) report.faults.push(`${report.files.stored} files are kept of ${report.served} results`);
  if (report.files.missing || report.files.unnamed)
    report.faults.push(`${report.files.missing} files missing, ${report.files.unnamed} unnamed`);
  return report;
}
