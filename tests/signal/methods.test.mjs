import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { open, request } from '../http/wire.mjs';
import { ask, Page } from './client.mjs';
import { startSignal } from './launch.mjs';
import { assertError } from './verdicts.mjs';

describe('paths and methods', () => {
  let s;
  before(async () => (s = await startSignal()));
  after(() => s?.stop());

  const gets = ['/', '/health', '/topics', '/room/sessions'];
  const posts = ['/room/offer', '/answer', '/poll'];

  test('an unknown path is 404 with an error, by any method', async () => {
    const page = new Page(s);
    const paths = [
      '/nothing',
      '/livez',
      '/readyz',
      '/metrics',
      '/room',
      '/room/',
      '/room/nothing',
      '/room/offers',
      '/a/b/c',
      '/index.html',
      '/api/v1/health',
      '/Health',
    ];
    for (const path of paths) {
      for (const method of ['GET', 'POST', 'DELETE'])
        assertError(await ask(s, method, path, { origin: page.origin }), 404, undefined, path);
    }
  });

  test('a trailing slash makes an unknown path', async () => {
    const page = new Page(s);
    for (const path of [...gets.slice(1), ...posts]) {
      for (const method of ['GET', 'POST']) assertError(await ask(s, method, `${path}/`, { origin: page.origin }), 404, undefined, path);
    }
    assertError(await page.get('/room/sessions//'), 404);
  });

  test('a wrong method on a known path is 405 with Allow and an error', async () => {
    const page = new Page(s);
    const allowed = (answer) => answer.headers.allow.split(/\s*,\s*/);
    for (const [paths, right, wrong] of [
      [gets, ['GET', 'HEAD'], ['POST', 'PUT', 'DELETE', 'PATCH']],
      [posts, ['POST'], ['GET', 'PUT', 'DELETE', 'PATCH']],
    ]) {
      for (const path of paths) {
        for (const method of wrong) {
          const answer = await ask(s, method, path, { origin: page.origin });
          if (path === '/') assert.equal(answer.status, 405);
          else assertError(answer, 405, undefined, `${method} ${path}`);
          for (const name of right) assert.ok(allowed(answer).includes(name), `${method} ${path}: ${answer.headers.allow}`);
          assert.ok(!allowed(answer).includes(method), `${method} ${path}: ${answer.headers.allow}`);
        }
      }
    }
  });

  test('HEAD of what only takes POST is 405', async () => {
    const page = new Page(s);
    for (const path of posts) {
      const answer = await ask(s, 'HEAD', path, { origin: page.origin });
      assert.equal(answer.status, 405, path);
      assert.match(answer.headers.allow, /\bPOST\b/);
    }
  });

  test('a method that nobody knows is 405 on a known path and 404 elsewhere', async () => {
    for (const [path, status] of [
      ['/topics', 405],
      ['/nothing', 404],
    ]) {
      const wire = await open(s);
      const answer = await wire.send(request(`BREW ${path}`, { Origin: 'https://a.example' })).response();
      assertError(answer, status, undefined, path);
      wire.close();
    }
  });

  test('HEAD works wherever GET does: same status and headers, no body', async () => {
    const page = new Page(s);
    await page.open();
    for (const path of [...gets, '/room/sessions?x', '/topics?page=2', '/nothing', '/%zz/sessions']) {
      const wire = await open(s);
      const get = await wire.send(request(`GET ${path}`, { Origin: page.origin })).response();
      const head = await wire.send(request(`HEAD ${path}`, { Origin: page.origin })).response({ head: true });
      assert.equal(head.status, get.status, path);
      for (const name of ['content-type', 'content-length', 'cache-control', 'vary', 'access-control-allow-origin']) {
        assert.equal(head.headers[name], get.headers[name], `${name} of ${path}`);
      }
      const next = await wire.send(request('GET /health')).response();
      assert.equal(next.status, 200, 'the connection stays in step');
      wire.close();
    }
  });
});
