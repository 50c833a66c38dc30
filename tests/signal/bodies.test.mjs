import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ask, Page } from './client.mjs';
import { startSignal } from './launch.mjs';
import { assertError, assertNames } from './verdicts.mjs';

describe('bodies', () => {
  let s, page;
  before(async () => {
    s = await startSignal();
    page = new Page(s);
  });
  after(() => s?.stop());

  const raw = (body, path = '/room/offer') => ask(s, 'POST', path, { origin: page.origin, body });
  const sound = '"info":"i","offer":"o"';

  async function refused(bodies) {
    const before = (await page.listed()).length;
    for (const body of bodies) {
      for (const path of ['/room/offer', '/answer', '/poll'])
        assertError(await raw(body, path), 400, undefined, `${path} ${String(body).slice(0, 99)}`);
    }
    assert.equal((await page.listed()).length, before);
  }

  test('malformed JSON is 400', () =>
    refused([
      '{',
      '}',
      `{${sound}`,
      `{${sound},}`,
      `{${sound}}}`,
      `{${sound}} x`,
      `{${sound}}{}`,
      `{${sound}}\0`,
      `{info:"i","offer":"o"}`,
      `{'info':'i','offer':'o'}`,
      `{${sound}/* comment */}`,
      `{${sound},"x":NaN}`,
      `{${sound},"x":01}`,
      `{${sound},"x":.5}`,
      `{${sound},"x":+1}`,
      `{${sound},"x":tru}`,
      `{${sound},"x":"\\x41"}`,
      `{${sound},"x":"\\u12"}`,
      `{${sound},"x":"a\nb"}`,
      `{${sound},"x":"a\0b"}`,
      `{${sound},"x":"open`,
      `{${sound},"x"}`,
      `{${sound} "x":1}`,
      'info=i&offer=o',
      '\0',
    ]));

  test('what is no object is 400', () => refused(['[]', `[{${sound}}]`, '"text"', '1', 'null', 'true']));

  test('an empty body is 400', async () => {
    await refused(['', ' ', '\n']);
    for (const path of ['/room/offer', '/answer', '/poll']) assertError(await ask(s, 'POST', path, { origin: page.origin }), 400);
  });

  test('invalid UTF-8 is 400, wherever it stands', async () => {
    const bytes = ['\xff', '\x80', '\xc0\x80', '\xc3', '\xed\xa0\x80', '\xf4\x90\x80\x80', '\xe0\x80\xaf'];
    await refused(bytes.map((text) => Buffer.from(`{"info":"${text}","offer":"o","code":"c","side":"offerer","candidate":"c"}`, 'latin1')));
    await refused(bytes.map((text) => Buffer.from(`{${sound},"unknown":"${text}"}`, 'latin1')));
    await refused([Buffer.from(`{${sound},"\xff":1}`, 'latin1'), Buffer.from(`{${sound}}\xff`, 'latin1')]);
  });

  test('a lone surrogate escape is 400, a pair is a character', async () => {
    const texts = ['\\ud800', '\\udc00', '\\udc00\\ud800', '\\ud800x', '\\ud800\\u0041', '\\ud83d\\ud83d\\ude00', '\\uDBFF'];
    await refused(texts.map((text) => `{"info":"${text}","offer":"o"}`));
    await refused(texts.map((text) => `{${sound},"unknown":"${text}"}`));
    await refused([`{${sound},"\\ud800":1}`]);
    const answer = await raw('{"info":"\\ud83d\\ude00","offer":"o"}', '/pair/offer');
    assert.equal(answer.status, 200);
    assert.equal((await page.listed('pair'))[0].info, '\u{1f600}');
  });

  test('nesting over 32 is 400, of 32 it is taken', async () => {
    // The object is the first level.
    const nested = (depth) => `{${sound},"x":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;
    const objects = (depth) => `{${sound},"x":${'{"x":'.repeat(depth - 2)}{}${'}'.repeat(depth - 2)}}`;
    for (const body of [nested(32), objects(32)]) assert.equal((await raw(body)).status, 200);
    await refused([nested(33), objects(33), nested(10_000), `{${sound},"x":${'['.repeat(100_000)}`]);
  });

  test('unknown fields are ignored, of any type', async () => {
    for (const more of [
      '"peerId":"p"',
      '"topic":"other"',
      '"x":{"info":7}',
      '"x":[1,null,true,1e300]',
      '"":""',
      '"Info":7',
      '"in\\u0000fo":1',
    ]) {
      assert.equal((await raw(`{${sound},${more}}`)).status, 200, more);
    }
    assertNames(await raw('{"peerId":"p","offer":"o"}'), 'info');
  });

  test('of a field given twice the last counts', async () => {
    const answer = await raw('{"info":7,"offer":null,"info":"first","offer":"one","info":"last","offer":"two"}', '/twice/offer');
    assert.equal(answer.status, 200, answer.text);
    const [{ code, info, offer }] = await page.listed('twice');
    assert.deepEqual([info, offer], ['last', 'two']);
    assertNames(await raw('{"info":"i","offer":"o","info":7}'), 'info');
    assertNames(await raw('{"info":"i","offer":"o","offer":""}'), 'offer');
    assert.equal(
      (await raw(`{"code":"x","side":"answerer","answer":"a","answer":null,"candidate":"c","code":"${code}"}`, '/answer')).status,
      200,
    );
    assert.deepEqual(await page.seen(code, 'offerer'), { answer: null, answerCandidates: ['c'] });
    // An escaped name is the same name.
    assertNames(await raw('{"info":"i","offer":"o","\\u0069nfo":""}'), 'info');
  });

  test('blanks around values are JSON', async () => {
    assert.equal((await raw(` \r\n\t{ "info" :\n"i" , "offer"\t: "o" } \n`)).status, 200);
  });
});
