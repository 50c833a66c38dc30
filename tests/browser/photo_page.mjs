// What a person does on the photo page, by the words of the page itself.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repo } from '../http/launch.mjs';

export const picture = (name) => join(repo, 'tests', 'data', 'photos', name);

const table = (path) => JSON.parse(readFileSync(join(repo, path), 'utf8'));
export const photoStrings = (tag = 'en') => table(`actions/photo/ui/locales/${tag}.json`);
export const shellStrings = (tag = 'en') => table(`webui/locales/${tag}.json`);

const words = photoStrings();
const shell = shellStrings();

export const title = (page) => page.locator('h1:visible');

export async function expectTitle(page, text) {
  const heading = title(page).filter({ hasText: text });
  await heading.waitFor({ timeout: 15_000 }).catch(async () => assert.equal(await title(page).allTextContents().then(String), text));
}

/// Opens the session's page and waits until the person can act.
export async function open(page, url, t = words) {
  const answer = await page.goto(url);
  assert.equal(answer.status(), 200);
  await expectTitle(page, t.title);
}

/// Takes `file` through the file chooser, as the camera app or the gallery would give it.
export async function choose(page, file, { button = words['choose.pick'], ...options } = {}) {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: button, exact: true }).click()]);
  await chooser.setFiles(file, options);
}

export const send = (page, button = words['preview.send']) => page.getByRole('button', { name: button, exact: true }).click();

export const expectDone = (page, t = shell) => expectTitle(page, t['done.title']);

export async function expectProblem(page, problem) {
  const alert = page.getByRole('alert');
  await alert.waitFor({ timeout: 20_000 });
  assert.match(await alert.textContent(), new RegExp(words[`problem.${problem}.title`]));
}

/// Session in, pictures out: the bytes of the only result.
export async function onlyResult(server, id) {
  const answer = await server.api(`/api/v1/sessions/${id}/result`);
  assert.equal(answer.status, 200);
  const { items } = await answer.json();
  assert.equal(items.length, 1);
  const download = await server.api(`/api/v1/downloads/${items[0].download_id}`);
  assert.equal(download.status, 200);
  return { item: items[0], bytes: Buffer.from(await download.arrayBuffer()) };
}
