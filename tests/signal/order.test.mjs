import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ask, Page } from './client.mjs';
import { startSignal } from './launch.mjs';
import { assertError, assertNames, gone } from './verdicts.mjs';

const unknown = '00000000-0000-4000-8000-000000000000';

describe('the order of checks', () => {
  let s, page;
  before(async () => {
    s = await startSignal();
    page = new Page(s);
  });
  after(() => s?.stop());

  const post = (path, body) => ask(s, 'POST', path, { origin: page.origin, body });

  test('the path and the method before the Origin', async () => {
    assertError(await ask(s, 'GET', '/nothing'), 404);
    assertError(await ask(s, 'POST', '/room/nothing', { body: '{' }), 404);
    for (const path of ['/answer', '/poll', '/room/offer']) assertError(await ask(s, 'GET', path), 405, undefined, path);
    for (const path of ['/topics', '/room/sessions']) assertError(await ask(s, 'POST', path, { body: '{' }), 405, undefined, path);
  });

  test('the path and the method before the topic', async () => {
    assertError(await page.get('/%zz/offer'), 405);
    assertError(await post('/%00/sessions', '{'), 405);
    assertError(await page.get('/%ff/nothing'), 404);
  });

  test('the Origin before the topic, the JSON and the fields', async () => {
    assertNames(await ask(s, 'GET', '/%zz/sessions'), 'Origin');
    assertNames(await ask(s, 'POST', '/%zz/offer', { body: '{}' }), 'Origin');
    for (const path of ['/answer', '/poll', '/room/offer']) {
      for (const body of ['{', '{}', '']) assertNames(await ask(s, 'POST', path, { body }), 'Origin', `${path} ${body}`);
    }
  });

  test('the topic before the JSON and the fields', async () => {
    for (const body of ['{', '[]', '{}', '']) assertNames(await post('/%00/offer', body), 'topic', body);
  });

  test('the JSON before the fields', async () => {
    for (const path of ['/answer', '/poll', '/room/offer']) {
      const answer = await post(path, '{"code":7,');
      assertError(answer, 400);
      assert.doesNotMatch(answer.body().error, /: (info|offer|code|side|answer|candidate)$/);
    }
  });

  test('the first field at fault is named, in the order of the tables', async () => {
    assertNames(await post('/room/offer', '{}'), 'info');
    assertNames(await post('/room/offer', '{"offer":7,"info":7}'), 'info');
    assertNames(await post('/room/offer', '{"info":"i"}'), 'offer');
    assertNames(await post('/answer', '{}'), 'code');
    assertNames(await post('/answer', '{"candidate":7,"answer":7,"side":7,"code":7}'), 'code');
    assertNames(await post('/answer', '{"code":"c"}'), 'side');
    assertNames(await post('/answer', '{"code":"c","candidate":7,"answer":7,"side":"x"}'), 'side');
    assertNames(await post('/answer', '{"code":"c","side":"answerer"}'), 'answer');
    assertNames(await post('/answer', '{"candidate":7,"answer":7,"code":"c","side":"answerer"}'), 'answer');
    assertNames(await post('/answer', '{"code":"c","side":"answerer","candidate":7}'), 'candidate');
    assertNames(await post('/poll', '{}'), 'code');
    assertNames(await post('/poll', '{"side":"x","code":""}'), 'code');
    assertNames(await post('/poll', '{"code":"c"}'), 'side');
  });

  test('a bad field is 400 even if the code is unknown, a good one 404', async () => {
    for (const code of [unknown, 'c']) {
      assertNames(await page.poll(code, 'nobody'), 'side');
      assertNames(await page.post('/answer', { code, side: 'answerer' }), 'answer');
      assertNames(await page.post('/answer', { code, side: 'answerer', answer: 'a', candidate: 'c' }), 'candidate');
      assertNames(await page.candidate(code, 'answerer', 'c'.repeat(8193)), 'candidate');
      assertNames(await page.answer(code, 'a', { side: 'offerer' }), 'side');
      assertError(await page.poll(code), 404, gone);
      assertError(await page.answer(code), 404, gone);
      assertError(await page.candidate(code, 'offerer', 'c'), 404, gone);
    }
  });
});
