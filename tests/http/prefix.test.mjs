import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assets } from './html.mjs';
import { startServer } from './launch.mjs';
import { device, submit } from './phone.mjs';
import { listen } from './sockets.mjs';

const photo = { action_type: 'photo', output_format: 'jpg' };

describe('BASE_URL', () => {
  for (const [name, base, prefix] of [
    ['with a trailing slash', 'http://127.0.0.1:{port}/', ''],
    ['with a path', 'http://127.0.0.1:{port}/kiosk/one', '/kiosk/one'],
    ['with a path that our own begin with', 'http://127.0.0.1:{port}/api', '/api'],
    ['with a path and a trailing slash', 'http://127.0.0.1:{port}/kiosk/', '/kiosk'],
  ]) {
    describe(name, () => {
      let s;
      before(async () => (s = await startServer({ env: { BASE_URL: base } })));
      after(() => s?.stop());

      test('url and Location are right', async () => {
        const answer = await s.api('/api/v1/sessions', { json: photo });
        const session = await answer.json();
        assert.equal(session.url, `${s.url}${prefix}/s/${session.id}`);
        assert.equal(answer.headers.get('location'), `${s.url}${prefix}/api/v1/sessions/${session.id}`);
        const again = await fetch(answer.headers.get('location'), { headers: { 'X-API-Key': s.key } });
        assert.deepEqual(await again.json(), session);
      });

      test('answers come with and without the prefix', async () => {
        const session = await s.createSession({ ...photo, intro_text: 'Hi' });
        for (const start of ['', prefix]) {
          assert.equal((await s.api(`${start}/api/v1/health`)).status, 200);
          assert.equal((await s.api(`${start}/api/v1/sessions/${session.id}`)).status, 200);
          assert.equal((await s.api(`${start}/api/v1/sessions/${session.id}/qr.png`)).status, 200);
          assert.equal((await fetch(`${s.url}${start}/s/${session.id}`)).status, 200);
          assert.ok((await device(s, session.id, { prefix: start })('GET', '/state')).ok);
          const socket = await listen(s, session.id, { prefix: start });
          assert.equal((await socket.next()).type, 'status_update');
          socket.leave();
        }
        assert.equal((await submit(s, session.id)).status, 200);
        const { result } = await (await s.api(`${prefix}/api/v1/sessions/${session.id}`)).json();
        for (const start of ['', prefix]) assert.equal((await s.api(`${start}/api/v1/downloads/${result[0].download_id}`)).status, 200);
      });

      test('a page loads its parts and links under the prefix', async () => {
        const session = await s.createSession({ ...photo, intro_text: 'Hi' });
        const intro = await (await fetch(session.url)).text();
        assert.ok(intro.includes(`${prefix}/s/${session.id}/action`), intro);
        const html = await (await fetch(`${session.url}/action`)).text();
        for (const url of assets(html)) {
          const { pathname } = new URL(url, session.url);
          assert.ok(pathname.startsWith(`${prefix}/`), url);
          assert.equal((await fetch(new URL(url, session.url))).status, 200, url);
        }
      });

      test('a slash too many at the end leads back below the prefix', async () => {
        const session = await s.createSession(photo);
        const answer = await fetch(`${session.url}/`);
        assert.deepEqual([answer.status, answer.url], [200, session.url]);
      });

      test('something that only begins like the prefix is another path', async () => {
        if (!prefix) return;
        assert.equal((await s.api(`${prefix}x/api/v1/health`)).status, 404);
        assert.equal((await s.api(`${prefix}${prefix}/api/v1/health`)).status, 404);
      });
    });
  }
});
