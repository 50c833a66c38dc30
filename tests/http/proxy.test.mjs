// BASE_URL with a path, behind a real reverse proxy: one that strips the path and one that does not.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assets, assertPage } from './html.mjs';
import { startServer } from './launch.mjs';
import { freePort } from './ports.mjs';
import { cookiesOf } from './phone.mjs';
import { jpeg } from './pictures.mjs';
import { startProxy } from './proxy.mjs';
import { listen } from './sockets.mjs';
import { events } from './streams.mjs';

const prefix = '/kiosk/one';

/// A browser's requests: follows the page's own addresses and sends a cookie only under its path.
function browser() {
  const jar = [];
  const fetchIt = async (url, init = {}) => {
    const { pathname } = new URL(url);
    const sent = jar.filter(({ path }) => pathname === path || pathname.startsWith(`${path}/`));
    const answer = await fetch(url, {
      ...init,
      headers: { ...(sent.length ? { Cookie: sent.map(({ pair }) => pair).join('; ') } : {}), ...init.headers },
    });
    for (const line of cookiesOf(answer)) {
      jar.push({ pair: line.split(';')[0], path: /;\s*Path=([^;]*)/i.exec(line)[1] });
    }
    return answer;
  };
  return { fetch: fetchIt, jar };
}

for (const strip of [true, false]) {
  describe(`behind a proxy that ${strip ? 'strips' : 'keeps'} the prefix`, () => {
    let s, proxy, base, outer;
    before(async () => {
      const port = await freePort();
      base = `http://127.0.0.1:${port}${prefix}`;
      s = await startServer({ env: { BASE_URL: `${base}/` } });
      proxy = await startProxy({ port, upstream: s.port, prefix, strip });
      outer = { url: `http://127.0.0.1:${port}`, port };
    });
    after(() => Promise.all([s?.stop(), proxy?.stop()]));

    const create = async (body = {}) => {
      const answer = await fetch(`${base}/api/v1/sessions`, {
        method: 'POST',
        headers: { 'X-API-Key': s.key },
        body: JSON.stringify({ action_type: 'photo', output_format: 'jpg', ...body }),
      });
      assert.equal(answer.status, 201);
      return { session: await answer.json(), location: answer.headers.get('location') };
    };

    test('from the code to the file: everything stays under the prefix', async () => {
      const { session, location } = await create({ intro_text: 'Hi' });
      assert.equal(session.url, `${base}/s/${session.id}`);
      assert.equal(location, `${base}/api/v1/sessions/${session.id}`);
      const backend = await listen(outer, session.id, { prefix });
      assert.equal((await backend.next()).status, 'pending');

      const phone = browser();
      const intro = await assertPage(await phone.fetch(session.url), 200);
      const onward = /href="([^"]*\/action)"/.exec(intro)[1];
      const html = await assertPage(await phone.fetch(new URL(onward, session.url)), 200);
      await backend.status('action_started');
      const loaded = [...assets(intro), ...assets(html)];
      const boot = JSON.parse(/\sdata-boot="([^"]*)"/.exec(html)[1].replaceAll('&quot;', '"').replaceAll('&amp;', '&'));
      loaded.push(boot.entry, boot.strings);
      assert.equal(boot.base, prefix);
      for (const url of loaded) {
        const address = new URL(url, session.url);
        assert.ok(address.href.startsWith(`${base}/_/`), address.href);
        assert.equal((await phone.fetch(address)).status, 200, url);
      }

      const started = await phone.fetch(`${session.url}/start`, { method: 'POST' });
      assert.equal(started.status, 200);
      assert.deepEqual(
        phone.jar.map(({ path }) => path),
        [`${prefix}/s/${session.id}`],
      );
      const state = async () => (await phone.fetch(`${session.url}/state`)).json();
      assert.equal((await state()).device, 'this');
      const listening = await events(outer, session.id, { prefix, cookie: phone.jar[0].pair.split('=')[1] });
      assert.ok((await phone.fetch(`${session.url}/files/photo`, { method: 'PUT', body: jpeg })).ok);
      assert.equal((await phone.fetch(`${session.url}/draft`, { method: 'PUT', body: '{"a":1}' })).status, 204);
      const now = await state();
      assert.deepEqual([now.files.length, now.draft], [1, { a: 1 }]);
      assert.equal((await phone.fetch(`${session.url}/files/photo`)).status, 200);
      const done = await phone.fetch(`${session.url}/submit`, { method: 'POST', body: '{}' });
      assert.equal(done.status, 200);
      await listening.next('completed');
      await listening.closed();
      const { data } = await backend.next(({ type }) => type === 'completed');
      const file = await fetch(`${base}/api/v1/downloads/${data[0].download_id}`, { headers: { 'X-API-Key': s.key } });
      assert.equal(file.status, 200);
      backend.leave();
      assert.deepEqual(proxy.outside, []);
    });

    test('a second phone takes over, and the first one hears of it', async () => {
      const { session } = await create();
      const [first, second] = [browser(), browser()];
      await first.fetch(session.url);
      assert.equal((await first.fetch(`${session.url}/start`, { method: 'POST' })).status, 200);
      const listening = await events(outer, session.id, { prefix, cookie: first.jar[0].pair.split('=')[1] });
      assert.equal((await second.fetch(`${session.url}/draft`, { method: 'PUT', body: '{}' })).status, 409);
      assert.equal((await second.fetch(`${session.url}/takeover`, { method: 'POST' })).status, 200);
      assert.equal((await second.fetch(`${session.url}/draft`, { method: 'PUT', body: '{}' })).status, 204);
      assert.equal((await first.fetch(`${session.url}/draft`, { method: 'PUT', body: '{}' })).status, 409);
      await listening.next('taken_over');
      listening.leave();
    });

    test("the original's submission, QR codes, and errors come through", async () => {
      const { session } = await create();
      assert.equal((await fetch(session.url)).status, 200);
      for (const name of ['qr.png', 'qr.svg'])
        assert.equal((await fetch(`${base}/api/v1/sessions/${session.id}/${name}`, { headers: { 'X-API-Key': s.key } })).status, 200);
      const body = JSON.stringify({ items: [{ data: jpeg.toString('base64') }] });
      assert.equal((await fetch(`${session.url}/result`, { method: 'POST', body })).status, 200);
      assert.equal((await fetch(`${session.url}/result`, { method: 'POST', body })).status, 409);
      assert.equal((await fetch(`${session.url}/`)).url, session.url);
      await assertPage(await fetch(`${base}/s/nope`, { headers: { Accept: 'text/html' } }), 404);
      assert.equal((await fetch(`${base}/api/v1/health`)).status, 200);
      assert.deepEqual(proxy.outside, []);
    });

    test('an event stream comes through at once', async () => {
      const { session } = await create();
      const stream = await events(outer, session.id, { prefix });
      assert.match(stream.head, /text\/event-stream/);
      stream.leave();
    });
  });
}
