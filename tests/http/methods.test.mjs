import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startServer } from './launch.mjs';
import { completed } from './phone.mjs';
import { assertProblem } from './problem.mjs';
import { open, request } from './wire.mjs';

describe('methods', () => {
  let s, paths;
  before(async () => {
    s = await startServer();
    const { session, items } = await completed(s);
    const root = `/api/v1/sessions/${session.id}`;
    paths = {
      get: [
        '/api/v1/health',
        '/api/v1/version',
        root,
        `${root}/result`,
        `${root}/qr.svg`,
        `${root}/qr.png?size=128`,
        `/api/v1/downloads/${items[0].download_id}`,
        `/s/${session.id}`,
        `/s/${session.id}/action`,
        `/s/${session.id}/state`,
      ],
      post: ['/api/v1/sessions', `/s/${session.id}/result`, `/s/${session.id}/start`, `/s/${session.id}/submit`],
    };
  });
  after(() => s?.stop());

  test('HEAD works wherever GET does: same status and headers, no body', async () => {
    for (const path of paths.get) {
      const wire = await open(s);
      const headers = { 'X-API-Key': s.key };
      const get = await wire.send(request(`GET ${path}`, headers)).response();
      const head = await wire.send(request(`HEAD ${path}`, headers)).response({ head: true });
      assert.equal(head.status, get.status, path);
      for (const name of ['content-type', 'content-length', 'etag', 'cache-control', 'content-disposition'])
        assert.equal(head.headers[name], get.headers[name], `${name} of ${path}`);
      assert.equal(wire.received.length, 0, `no body after HEAD ${path}`);
      const next = await wire.send(request('GET /api/v1/health')).response();
      assert.equal(next.body.replace(/\s/g, ''), '{"status":"ok"}', 'the connection stays in step');
      wire.close();
    }
  });

  test('a wrong method on a known path is 405 with Allow', async () => {
    const allow = (answer) => answer.headers.get('allow').split(/\s*,\s*/);
    for (const path of paths.get) {
      for (const method of ['POST', 'DELETE', 'PUT', 'PATCH']) {
        const answer = await s.api(path, { method });
        if (path.startsWith('/api')) await assertProblem(answer, 405);
        assert.equal(answer.status, 405, `${method} ${path}`);
        assert.ok(allow(answer).includes('GET') && allow(answer).includes('HEAD'), `${method} ${path}: ${allow(answer)}`);
        assert.ok(!allow(answer).includes(method));
      }
    }
    for (const path of paths.post) {
      for (const method of ['GET', 'DELETE', 'PUT']) {
        const answer = await s.api(path, { method });
        assert.equal(answer.status, 405, `${method} ${path}`);
        assert.ok(allow(answer).includes('POST'), `${method} ${path}: ${allow(answer)}`);
      }
    }
  });

  test('an unknown path is 404 as a problem', async () => {
    for (const path of ['/api/v1/nothing', '/api/v2/sessions', '/api/v1/sessions/x/nothing', '/api/v1/healthy'])
      await assertProblem(await s.api(path), 404);
    for (const path of ['/', '/nothing', '/s', '/s/', '/favicon.ico2']) assert.equal((await s.api(path)).status, 404, path);
  });

  test('a slash too many at the end is redirected, with method and body', async () => {
    for (const path of [`${paths.get[2]}/`, `${paths.get[2]}/?a=1`, '/api/v1/sessions/']) {
      const post = path.endsWith('sessions/');
      const options = post ? { json: { action_type: 'photo', output_format: 'jpg' } } : {};
      const answer = await s.api(path, options);
      assert.equal(answer.status, post ? 307 : 301, path);
      const { href } = new URL(answer.headers.get('location'), `${s.url}${path}`);
      assert.equal(href, `${s.url}${path.replace('/?', '?').replace(/\/$/, '')}`);
      assert.equal((await s.api(path, { ...options, redirect: 'follow' })).status, post ? 201 : 200);
    }
    for (const path of ['/s/', '/api/v1/nothing/', `${paths.get[2]}//`]) assert.equal((await s.api(path)).status, 404, path);
  });

  test('an unknown method is refused, not obeyed', async () => {
    const wire = await open(s);
    const answer = await wire.send(request('BREW /api/v1/health')).response();
    assert.ok([405, 501, 400].includes(answer.status), String(answer.status));
    wire.close();
  });

  test('every problem names its type, title, status, detail, instance and error', async () => {
    const problem = await assertProblem(await s.api('/api/v1/sessions/none'), 404);
    assert.ok(problem.title.length && problem.detail.length);
    assert.match(problem.type, /^(about:blank|urn:|https?:\/\/|\/)/);
    const other = await assertProblem(await s.api('/api/v1/sessions', { json: { action_type: 'x' } }), 400);
    assert.notEqual(other.title, problem.title);
  });

  test('two field errors come together', async () => {
    const problem = await assertProblem(
      await s.api('/api/v1/sessions', { json: { action_type: 'photo', output_format: 'bmp', session_ttl: 'soon' } }),
      400,
    );
    assert.ok(problem.errors.length >= 1);
    assert.ok(problem.errors.every(({ pointer }) => ['/output_format', '/session_ttl'].includes(pointer)));
  });
});
