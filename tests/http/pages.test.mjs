import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertPage, assets, lang } from './html.mjs';
import { sleep, startServer } from './launch.mjs';
import { completed, visit } from './phone.mjs';

describe('pages', () => {
  let s, expired;
  const photo = { action_type: 'photo', output_format: 'jpg' };
  before(async () => {
    s = await startServer();
    expired = await s.createSession({ ...photo, session_ttl: '1s' });
    await sleep(1_200);
  });
  after(() => s?.stop());

  const missing = '3b241101-e2bb-4255-8caf-4136c566a962';

  test('every HTML answer is safe: policy, no inline script, no-store', async () => {
    const session = await s.createSession(photo);
    const intro = await s.createSession({ ...photo, intro_text: 'Hello' });
    const done = (await completed(s)).session;
    for (const path of ['', '/action']) {
      for (const { id } of [session, intro, done]) await assertPage(await visit(s, id, { path }), 200);
      await assertPage(await visit(s, missing, { path }), 404);
      await assertPage(await visit(s, 'nope', { path }), 404);
      await assertPage(await visit(s, expired.id, { path }), 410);
    }
    for (const path of ['/s', '/s/', `/s/${session.id}/nothing`, '/_/nothing.html', '/api/v1/nothing', '/favicon.ico']) {
      await assertPage(await fetch(s.url + path, { headers: { Accept: 'text/html,*/*;q=0.8' } }), 404);
    }
    for (const method of ['GET', 'HEAD']) {
      const answer = await visit(s, missing, { method });
      for (const name of ['content-security-policy', 'permissions-policy', 'referrer-policy', 'x-frame-options'])
        assert.ok(answer.headers.get(name), name);
    }
  });

  test('the address alone shows a person what this is, and is nothing to a program', async () => {
    for (const path of ['/', '/?utm=1']) {
      const answer = await fetch(s.url + path, { headers: { Accept: 'text/html,*/*;q=0.8', 'Accept-Language': 'de' } });
      const page = await assertPage(answer, 200);
      assert.match(page, /Das ist Baton/);
      assert.ok(!page.includes(s.key) && !/\d+\.\d+\.\d+/.test(page), 'no secret, no version');
      assert.equal((await fetch(s.url + path)).status, 404);
      assert.equal((await fetch(s.url + path, { method: 'POST', headers: { Accept: 'text/html' } })).status, 404);
    }
  });

  test('no other kind of answer is HTML, and none of them is kept by a browser', async () => {
    const session = await s.createSession(photo);
    const html = { headers: { Accept: 'text/html' } };
    for (const [path, init] of [
      [`/s/${session.id}/state`, {}],
      [`/s/${session.id}/files/x`, {}],
      [`/s/${session.id}/draft`, {}],
      [`/s/${session.id}/submit`, { method: 'POST' }],
      [`/s/${session.id}`, { method: 'DELETE' }],
      ['/%zz', {}],
    ]) {
      const answer = await fetch(s.url + path, { ...html, ...init });
      assert.match(answer.headers.get('content-type'), /^application\/(problem\+)?json/, path);
      assert.match(answer.headers.get('cache-control') ?? '', /no-store/, path);
      assert.equal(answer.headers.get('x-content-type-options'), 'nosniff', path);
    }
  });

  test('the three friendly pages differ and say what is the matter', async () => {
    const done = (await completed(s)).session;
    const texts = [];
    for (const id of [missing, expired.id, done.id]) {
      const html = await (await visit(s, id, { headers: { 'Accept-Language': 'en' } })).text();
      texts.push(
        html
          .replace(/<(script|style)[\s\S]*?<\/\1>|<[^>]+>/gi, ' ')
          .replace(/\s+/g, ' ')
          .trim(),
      );
    }
    for (const text of texts) assert.ok(text.length > 20, text);
    assert.equal(new Set(texts).size, 3, texts.join('\n'));
  });

  test('what a page loads is there, with its type and nosniff', async () => {
    const session = await s.createSession({ ...photo, intro_text: 'Hello' });
    for (const path of ['', '/action']) {
      const html = await (await visit(s, session.id, { path })).text();
      const urls = assets(html);
      if (path) {
        assert.ok(
          urls.some((url) => url.includes('.js')),
          `a script on ${path}: ${html}`,
        );
      }
      for (const url of urls) {
        const answer = await fetch(new URL(url, session.url));
        assert.equal(answer.status, 200, url);
        assert.equal(answer.headers.get('x-content-type-options'), 'nosniff', url);
        if (/\.js$/.test(url)) assert.match(answer.headers.get('content-type'), /^(text|application)\/javascript/);
        if (/\.css$/.test(url)) assert.match(answer.headers.get('content-type'), /^text\/css/);
        assert.equal(new URL(url, session.url).origin, s.url, 'nothing from elsewhere');
      }
    }
  });

  test('an asset that does not exist is 404, and no path leads out', async () => {
    for (const path of [
      '/_/nothing.js',
      '/_/../.env',
      '/_/%2e%2e/%2e%2e/etc/passwd',
      '/_/..%2f..%2f.env',
      '/_/actions/photo/x/../../../.env',
    ]) {
      const answer = await fetch(s.url + path);
      assert.equal(answer.status, 404, path);
    }
  });

  const language = async (locale, accept, id) => {
    const target = id ?? (await s.createSession({ ...photo, ...(locale ? { locale } : {}) })).id;
    const html = await (
      await visit(s, target, { headers: accept === undefined ? { 'Accept-Language': '' } : { 'Accept-Language': accept } })
    ).text();
    return lang(html);
  };

  test("html lang is the session's locale before Accept-Language", async () => {
    assert.equal(await language('de', 'en'), 'de');
    assert.equal(await language('en', 'de'), 'en');
    assert.match(await language('de-AT', 'en'), /^de(-AT)?$/);
  });

  test('html lang is the best of Accept-Language by q value, else en', async () => {
    const cases = {
      de: 'de',
      'de-CH, de;q=0.9': /^de(-CH)?$/,
      'en;q=0.2, de;q=0.8': 'de',
      'de;q=0.2, en;q=0.8': 'en',
      'de;q=0.2,en': 'en',
      tlh: 'en',
      '': 'en',
      '*': 'en',
      'tlh, de;q=0.1': 'de',
      'de;q=0, en;q=0.1': 'en',
      DE: /^de$/i,
      'de;q=nonsense': /./,
      ';;;,,,=': 'en',
      'en-US,en;q=0.9,de;q=0.8': /^en(-US)?$/,
      'de ; q=0.5 , en ; q=0.4': 'de',
    };
    for (const [accept, expected] of Object.entries(cases)) {
      const found = await language(null, accept);
      if (expected instanceof RegExp) assert.match(found ?? '', expected, accept);
      else assert.equal(found, expected, `Accept-Language: ${accept}`);
    }
  });

  test('error pages speak the language too', async () => {
    assert.equal(await language(null, 'de', missing), 'de');
    assert.equal(await language(null, 'de', expired.id), 'de');
    const done = (await completed(s, { locale: 'de' })).session;
    assert.equal(await language(null, 'en', done.id), 'de');
  });

  test('HEAD has the headers of GET', async () => {
    const session = await s.createSession(photo);
    const get = await visit(s, session.id);
    const head = await visit(s, session.id, { method: 'HEAD' });
    assert.equal(head.status, 200);
    assert.equal(await head.text(), '');
    for (const name of ['content-type', 'content-security-policy', 'cache-control'])
      assert.equal(head.headers.get(name), get.headers.get(name), name);
    assert.equal((await visit(s, missing, { method: 'HEAD' })).status, 404);
    assert.equal((await visit(s, expired.id, { method: 'HEAD' })).status, 410);
  });

  test('the session id is not leaked by Referer', async () => {
    const answer = await visit(s, (await s.createSession(photo)).id);
    assert.match(answer.headers.get('referrer-policy') ?? '', /no-referrer|same-origin/);
  });
});
