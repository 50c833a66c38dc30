// A person with a phone who takes a photo or signs, by the words of the pages, while the requests go to node after node.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { closeClean, newPhone } from '../../browser/phone.mjs';
import { choose, expectDone, expectTitle, onlyResult, open, photoStrings, picture, send as sendPhoto } from '../../browser/photo_page.mjs';
import { hand, handwriting, openPage, padBox, send as sendSignature, signature } from '../../browser/signature_page.mjs';
import { repo } from '../../http/launch.mjs';

export { startBrowser } from '../../browser/phone.mjs';

const words = photoStrings();
const shots = join(repo, 'build', 'screenshots');
const magic = { 'image/jpeg': /^\xff\xd8\xff/, 'image/svg+xml': /^<svg|^<\?xml/ };

async function shoot({ page }, name) {
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`) });
}

/// A whole session: `act` is what the person does on the page. The backend hears all of it, and has the result.
async function play(server, browser, { wanted, name, hear, act }) {
  const { id, url } = await server.createSession(wanted);
  const listener = await hear(id);
  const phone = await newPhone(browser);
  await act(phone, url);
  await expectDone(phone.page);
  await shoot(phone, `${name}-done`);
  await closeClean(phone);
  const heard = await listener.status('completed', 10_000);
  assert.equal(heard.seq, 3, 'the number of the last event');
  listener.leave();
  const { item, bytes } = await onlyResult(server, id);
  assert.equal(createHash('sha256').update(bytes).digest('hex'), item.sha256);
  assert.match(bytes.subarray(0, 8).toString('latin1'), magic[item.content_type]);
}

export const photoSession = (server, browser, more) =>
  play(server, browser, {
    wanted: { action_type: 'photo', output_format: 'jpg' },
    ...more,
    act: async (phone, url) => {
      await open(phone.page, url);
      await choose(phone.page, picture('upright_6.jpg'));
      await expectTitle(phone.page, words['preview.title']);
      await shoot(phone, `${more.name}-preview`);
      await sendPhoto(phone.page);
    },
  });

export const signatureSession = (server, browser, more) =>
  play(server, browser, {
    wanted: signature(),
    ...more,
    act: async (phone, url) => {
      await openPage(phone.page, url);
      const { draw } = await hand(phone);
      await draw(...handwriting(await padBox(phone.page)));
      await shoot(phone, `${more.name}-signed`);
      await sendSignature(phone.page);
    },
  });
