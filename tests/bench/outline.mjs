// node tests/bench/outline.mjs: looks per second of the scan page's live outline in Chromium, at full speed and with its
// processor slowed four times, and the thread's processor time for one look, which other work on the machine does not change.
// Chromium slows the page's thread only. So it is measured twice: with the worker as it is, and with the worker's script run in
// the page's thread too, which is more than a slow phone suffers.
import { loadavg } from 'node:os';
import { startServer } from '../http/launch.mjs';
import { allowCamera } from '../browser/fake_camera.mjs';
import { startBrowserWithFilm } from '../browser/film.mjs';
import { newPhone } from '../browser/phone.mjs';

const seconds = 10;

const instrument = (together) => {
  window.looks = [];
  const Beside = window.Worker;
  if (!together) {
    window.Worker = class extends Beside {
      constructor(address) {
        super(address);
        this.addEventListener('message', () => window.looks.push(performance.now()));
      }
    };
    return;
  }
  window.Worker = class {
    constructor(address) {
      document.head.append(Object.assign(document.createElement('script'), { src: address }));
      window.postMessage = (data) => (window.looks.push(performance.now()), this.onmessage({ data }));
    }
    postMessage(data) {
      const ask = () => (window.onmessage ? window.onmessage({ data }) : setTimeout(ask, 10));
      setTimeout(ask);
    }
    terminate() {}
  };
};

async function measure(server, browser, rate, together) {
  const { url } = await server.createSession({ action_type: 'scan', output_format: 'pdf' });
  const phone = await newPhone(browser);
  const { page } = phone;
  await allowCamera(phone);
  await page.addInitScript(instrument, together);
  await page.goto(url);
  await page.locator('.dock-actions button').first().click();
  await page.waitForFunction(() => window.looks.length > 3);
  const devtools = await phone.context.newCDPSession(page);
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  await devtools.send('Emulation.setCPUThrottlingRate', { rate });
  const state = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    const busy = metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
    return { busy, ...(await page.evaluate(() => ({ looks: window.looks.length, time: performance.now() }))) };
  };
  const begun = await state();
  await page.waitForTimeout(seconds * 1000);
  const ended = await state();
  await phone.close();
  const looks = ended.looks - begun.looks;
  return { perSecond: (1000 * looks) / (ended.time - begun.time), cost: (ended.busy - begun.busy) / looks };
}

const server = await startServer();
// It never rests: no photo stops the looks.
const browser = await startBrowserWithFilm([{ page: 0, shaking: true, seconds: 4 }]);
for (const [rate, together] of [
  [1, false],
  [4, false],
  [1, true],
  [4, true],
]) {
  const { perSecond, cost } = await measure(server, browser, rate, together);
  console.log(
    `${together ? 'all in one thread' : 'worker beside'}, processor slowed ${rate} times: ${perSecond.toFixed(1)} looks/s, ${cost.toFixed(1)} ms of the thread each (load ${loadavg()[0].toFixed(1)})`,
  );
}
await browser.close();
await server.stop();
