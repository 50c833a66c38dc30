// The public client of the original (xtr-dev/rondevu-client 0.1.x), unmodified: two pages in Chromium find each other by a topic
// of our server and talk over a data channel. RONDEVU_CLIENT names the directory of the client's package, built as it is
// published; without it, it is looked for in node_modules, and where it is not, these tests are skipped.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename, dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { browserPrograms } from '../browser/phone.mjs';
import { repo, sleep } from '../http/launch.mjs';
import { freePort } from '../http/ports.mjs';
import { startSignal } from './launch.mjs';
import { gone, missing } from './verdicts.mjs';

const client = findClient();
const options = { skip: client.missing, timeout: 240_000 };
/// The client gives up after 30 s, and a process may be held up for some seconds.
const patience = 120_000;

function findClient() {
  const named = process.env.RONDEVU_CLIENT;
  const place = named ?? join(repo, 'tests', 'node_modules', '@xtr-dev', 'rondevu-client');
  if (!existsSync(join(place, 'package.json'))) {
    if (named) throw new Error(`RONDEVU_CLIENT: no package in ${named}`);
    return { missing: 'no rondevu-client (set RONDEVU_CLIENT to its package)' };
  }
  const { version, main } = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8'));
  // 0.1.0 lists topics at `/`, which tells the version since 0.1.1.
  if (!/^0\.1\.[1-9]/.test(version)) return { missing: `rondevu-client is ${version}, not 0.1.1 or a later 0.1.x` };
  return { missing: false, modules: dirname(join(place, main)) };
}

/// The application: a page of another origin than the server's, with the client's modules as they are. These name each other
/// without `.js`.
async function startApplication() {
  const page = `<!doctype html><title>peer</title><link rel="icon" href="data:,"><script type="module">
    import * as rondevu from '/client/index.js';
    window.rondevu = rondevu;
  </script>`;
  const answer = ({ url }, response) => {
    const name = url.startsWith('/client/') ? basename(url, '.js') : null;
    if (url !== '/' && !(name && existsSync(join(client.modules, `${name}.js`)))) return response.writeHead(404).end();
    response.setHeader('Content-Type', name ? 'text/javascript' : 'text/html');
    response.end(name ? readFileSync(join(client.modules, `${name}.js`)) : page);
  };
  const port = await freePort();
  const server = createServer(answer);
  await new Promise((done) => server.listen(port, '127.0.0.1', done));
  return { origin: `http://127.0.0.1:${port}`, stop: () => (server.closeAllConnections(), server.close()) };
}

/// In each page, before all else: it heeds no candidates but those of the loopback, and notes what a connection of the client says.
function prepare() {
  const near = (candidate) => /^(a=)?candidate:(\S+ ){4}(127\.0\.0\.1|::1) /.test(candidate);
  const { setRemoteDescription, addIceCandidate } = RTCPeerConnection.prototype;
  RTCPeerConnection.prototype.setRemoteDescription = function ({ type, sdp }) {
    const heeded = sdp.split('\r\n').filter((line) => !line.startsWith('a=candidate:') || near(line));
    return setRemoteDescription.call(this, { type, sdp: heeded.join('\r\n') });
  };
  RTCPeerConnection.prototype.addIceCandidate = async function (candidate) {
    if (near(candidate.candidate)) await addIceCandidate.call(this, candidate);
  };

  window.follow = (connection) => {
    const peer = { connection, events: [], heard: [] };
    for (const name of ['connect', 'disconnect', 'error']) {
      connection.on(name, (error) => peer.events.push(error ? `${name}: ${error.message}` : name));
    }
    window.peer = peer;
    return peer;
  };
  window.listenTo = (channel) => {
    channel.addEventListener('message', ({ data }) => window.peer.heard.push(data));
    window.peer.channel = channel;
  };
}

/// Offers a session in `topic` and gives its code. The client's own `create` would send `peerId` for `info` and choose the code;
/// so this is what it does besides, with the client's parts. Candidates go out one by one after the offer.
const offerSession = (page, settings) =>
  page.evaluate(async ({ server, topic, info, patience }) => {
    const { RondevuClient, RondevuConnection } = window.rondevu;
    const client = new RondevuClient({ baseUrl: `${server}/` });
    const pc = new RTCPeerConnection({ iceServers: [] });
    pc.createDataChannel('_negotiation');
    const offer = await pc.createOffer();
    const { code } = await client.createOffer(topic, { info, offer: offer.sdp });
    const pace = { pollingInterval: 1000, connectionTimeout: patience };
    const connection = new RondevuConnection(
      { id: code, topic, role: 'offerer', pc, localPeerId: info, remotePeerId: '', ...pace },
      client,
    );
    window.follow(connection);
    window.listenTo(connection.dataChannel('chat'));
    const gathered = new Promise((done) => {
      pc.addEventListener('icegatheringstatechange', () => pc.iceGatheringState === 'complete' && done());
    });
    await pc.setLocalDescription(offer);
    await gathered;
    return code;
  }, settings);

const joinTopic = (page, settings) =>
  page.evaluate(async ({ server, topic, patience }) => {
    const rtcConfig = { iceServers: [] };
    const rondevu = new window.rondevu.Rondevu({ baseUrl: server, peerId: 'bob', rtcConfig, connectionTimeout: patience });
    const connection = await rondevu.join(topic);
    window.follow(connection);
    connection.on('datachannel', (channel) => channel.label === 'chat' && window.listenTo(channel));
    return connection.id;
  }, settings);

/// What the client's `RondevuClient` answers in the page, or the message of the error that it throws.
const ask = (page, server, method, ...parameters) =>
  page.evaluate(
    ([baseUrl, method, parameters]) =>
      new window.rondevu.RondevuClient({ baseUrl })[method](...parameters).catch(({ message }) => `error: ${message}`),
    [server, method, parameters],
  );

/// Waits in the page; where it is in vain, tells what the client said there.
const until = (page, ready, parameter) =>
  page.waitForFunction(ready, parameter).catch(async ({ message }) => {
    assert.fail(`${message} The client said: ${await page.evaluate(() => window.peer.events.join('; '))}`);
  });

async function say(page, texts) {
  await until(page, () => window.peer.channel?.readyState === 'open');
  await page.evaluate((texts) => texts.forEach((text) => window.peer.channel.send(text)), texts);
}

async function hears(page, texts) {
  await until(page, (wanted) => window.peer.heard.length >= wanted, texts.length);
  assert.deepEqual(await page.evaluate(() => window.peer.heard), texts);
}

let service;
let server;
let application;
let browser;

before(async () => {
  if (client.missing) return;
  service = await startSignal({ env: { LISTEN: '127.0.0.1' } });
  server = `http://127.0.0.1:${service.port}`;
  application = await startApplication();
  browser = await chromium.launch({
    executablePath: browserPrograms.whole,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
      ...['--disable-features=WebRtcHideLocalIpsWithMdns', '--allow-loopback-in-peer-connection'],
    ],
  });
});

after(async () => {
  await browser?.close();
  application?.stop();
  await service?.stop();
});

/// A page of its own browser profile, at the application's origin. Who may use the microphone may know all local addresses, and
/// only then Chromium offers the loopback.
async function newPeer(t, origin = application.origin) {
  const context = await browser.newContext({ permissions: ['microphone'] });
  t.after(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  await page.addInitScript(prepare);
  await page.goto(origin);
  await page.waitForFunction(() => window.rondevu);
  return page;
}

test('two pages meet by topic and talk over a data channel', options, async (t) => {
  const topic = 'küche / tisch 7?';
  const [alice, bob] = [await newPeer(t), await newPeer(t)];
  // An older session in the same topic, whose peer is gone: the client takes the first of the list, which is the newest.
  const older = await ask(alice, server, 'createOffer', topic, { info: 'older', offer: 'v=0' });
  const code = await offerSession(alice, { server, topic, info: 'alice', patience });
  assert.notEqual(code, older.code);

  const { topics } = await ask(bob, server, 'listTopics');
  assert.deepEqual(topics, [{ topic, count: 2 }]);
  // Each candidate is a request of its own.
  for (const deadline = Date.now() + patience; ; await sleep(50)) {
    const { sessions } = await ask(bob, server, 'listSessions', topic);
    assert.equal(sessions.map(({ info }) => info).join(), 'alice,older');
    if (sessions[0].offerCandidates.some((text) => / 127\.0\.0\.1 /.test(JSON.parse(text).candidate))) break;
    assert.ok(Date.now() < deadline, 'no candidate of the offerer arrived');
  }
  assert.deepEqual(await ask(alice, server, 'poll', code, 'offerer'), { answer: null, answerCandidates: [] });

  assert.equal(await joinTopic(bob, { server, topic, patience }), code);
  // Only now: the client's `join` notices no channel that opens before it returns.
  await alice.evaluate(() => window.peer.connection.startPolling());
  const [fromAlice, fromBob] = [
    ['hello bob', 'ü 😀', 'x'.repeat(16_000)],
    ['hello alice', ''],
  ];
  await Promise.all([say(alice, fromAlice), say(bob, fromBob)]);
  await Promise.all([hears(bob, fromAlice), hears(alice, fromBob)]);
  await until(alice, () => window.peer.events.includes('connect'));

  const left = await ask(bob, server, 'listSessions', topic);
  assert.equal(left.sessions.map(({ info }) => info).join(), 'older');
});

test('the client reads version, health, and errors', options, async (t) => {
  const page = await newPeer(t);
  assert.deepEqual(Object.keys(await ask(page, server, 'getVersion')), ['version']);
  assert.equal((await ask(page, server, 'health')).status, 'ok');
  const unknown = '3b241101-e2bb-4255-8caf-4136c566a962';
  // It closes a connection whose error says «not found».
  assert.equal(await ask(page, server, 'poll', unknown, 'answerer'), `error: ${gone}`);
  assert.match(gone, /not found/);
  assert.equal(await ask(page, server, 'sendAnswer', { code: unknown, side: 'answerer' }), `error: ${missing('answer')}`);
});

test('a page of another origin sees nothing', options, async (t) => {
  const [here, there] = [await newPeer(t), await newPeer(t, application.origin.replace('127.0.0.1', 'localhost'))];
  const { code } = await ask(here, server, 'createOffer', 'apart', { info: 'alice', offer: 'v=0' });
  assert.deepEqual(await ask(there, server, 'listSessions', 'apart'), { sessions: [] });
  assert.equal(await ask(there, server, 'poll', code, 'answerer'), `error: ${gone}`);
  assert.equal((await ask(here, server, 'listSessions', 'apart')).sessions.length, 1);
});

// The contract follows the original's document, not this: signal-api.md, section 7.
test('its create, which sends peerId instead of info, is told so', options, async (t) => {
  const page = await newPeer(t);
  const said = await page.evaluate(async (baseUrl) => {
    const rondevu = new window.rondevu.Rondevu({ baseUrl, rtcConfig: { iceServers: [] } });
    return rondevu.create('chosen-by-the-client', 'room').then(
      () => 'created',
      ({ message }) => message,
    );
  }, server);
  assert.equal(said, missing('info'));
});
