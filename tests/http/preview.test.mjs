import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startServer } from './launch.mjs';
import { visit } from './phone.mjs';
import { exchange, request } from './wire.mjs';

const bots = {
  WhatsApp: 'WhatsApp/2.23.20.0 A',
  Slackbot: 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
  facebookexternalhit: 'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
  Twitterbot: 'Twitterbot/1.0',
  TelegramBot: 'TelegramBot (like TwitterBot)',
  Discordbot: 'Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)',
  LinkedInBot: 'LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)',
  Applebot:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/13.1.1 Safari/605.1.15 (Applebot/0.1)',
  SkypeUriPreview: 'Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5 skype-url-preview@microsoft.com',
  'lower case': 'whatsapp/2.0',
};

describe('preview', () => {
  let s;
  before(async () => (s = await startServer()));
  after(() => s?.stop());

  const photo = { action_type: 'photo', output_format: 'jpg' };
  const status = async (session) => (await (await s.api(`/api/v1/sessions/${session.id}`)).json()).status;

  async function assertUntouched(init) {
    for (const intro_text of [undefined, 'Hi']) {
      const session = await s.createSession({ ...photo, intro_text });
      for (const path of ['', '/action']) {
        const answer = await visit(s, session.id, { path, ...init });
        assert.equal(answer.status, 200);
      }
      assert.equal(await status(session), 'pending', JSON.stringify(init));
    }
  }

  test('HEAD changes no state', () => assertUntouched({ method: 'HEAD' }));

  test('a prefetch changes no state', async () => {
    for (const [name, value] of [
      ['Sec-Purpose', 'prefetch'],
      ['Sec-Purpose', 'prefetch;prerender'],
      ['Purpose', 'prefetch'],
      ['sec-purpose', 'prefetch;anonymous-client-ip'],
    ]) {
      await assertUntouched({ headers: { [name]: value } });
    }
  });

  for (const [name, agent] of Object.entries(bots)) {
    test(`the link-preview fetcher ${name} changes no state`, () => assertUntouched({ headers: { 'User-Agent': agent } }));
  }

  test('curl and an empty or missing User-Agent are a person', async () => {
    for (const headers of [{ 'User-Agent': 'curl/8.5.0' }, { 'User-Agent': '' }, {}]) {
      const session = await s.createSession({ ...photo, intro_text: 'Hi' });
      assert.equal((await exchange(s, request(`GET /s/${session.id}`, headers))).status, 200);
      assert.equal(await status(session), 'opened', JSON.stringify(headers));
    }
  });

  test("phones' browsers are a person", async () => {
    const agents = [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
      'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Mobile Safari/537.36',
      'Mozilla/5.0 (Linux; Android 14; SM-S918B; wv) AppleWebKit/537.36 Version/4.0 Chrome/125.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/468.0.0.0;]',
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Instagram 334.0.4',
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Twitter for iPhone/10.44',
    ];
    for (const agent of agents) {
      const session = await s.createSession({ ...photo, intro_text: 'Hi' });
      await visit(s, session.id, { headers: { 'User-Agent': agent } });
      assert.equal(await status(session), 'opened', agent);
    }
  });

  test('a person who comes after a bot is still the first', async () => {
    const session = await s.createSession({ ...photo, intro_text: 'Hi' });
    await visit(s, session.id, { headers: { 'User-Agent': bots.WhatsApp } });
    await visit(s, session.id);
    assert.equal(await status(session), 'opened');
  });
});
