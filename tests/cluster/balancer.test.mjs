// The balancer of tests itself: requests take turns, bytes stay as they are, and nothing is tried again behind anybody's back.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';
import { connect, createServer as createTcpServer } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { sleep } from '../http/launch.mjs';
import { freePort } from '../http/ports.mjs';
import { startBalancer } from './balancer.mjs';

/// A node that says who it is, and answers with what it was sent.
async function startEcho(name) {
  const port = await freePort();
  const seen = [];
  const held = [];
  const server = createServer((incoming, outgoing) => {
    seen.push(incoming.url);
    if (incoming.url === '/die') return incoming.socket.destroy();
    outgoing.setHeader('X-Node', name);
    if (incoming.url === '/wait') return held.push(outgoing);
    incoming.pipe(outgoing);
  });
  server.on('upgrade', (_, socket, head) => {
    socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: echo\r\nConnection: Upgrade\r\nX-Node: ${name}\r\n\r\n`);
    socket.write(head);
    socket.pipe(socket);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return { name, port, seen, held, stop: () => server.close().closeAllConnections() };
}

function ask(port, path, { agent, body, ...options } = {}) {
  return new Promise((done, fail) => {
    const sent = request({ host: '127.0.0.1', port, path, agent, ...options }, (answer) => {
      const pieces = [];
      answer.on('data', (piece) => pieces.push(piece));
      answer.on('end', () => done({ node: answer.headers['x-node'], body: Buffer.concat(pieces).toString(), port: sent.socket.localPort }));
    });
    sent.on('error', fail);
    sent.end(body);
  });
}

/// Sends text on one connection and answers all that comes until the end of it.
async function talk(port, text, until) {
  const socket = connect(port, '127.0.0.1');
  socket.write(text);
  let said = '';
  socket.setEncoding('latin1');
  for await (const piece of socket) {
    said += piece;
    if (until?.test(said)) break;
  }
  return said;
}

describe('the balancer of tests', () => {
  let nodes, balancer;
  before(async () => {
    nodes = [await startEcho('one'), await startEcho('two'), await startEcho('three')];
    balancer = await startBalancer({ port: await freePort(), ports: nodes.map(({ port }) => port) });
  });
  after(async () => {
    await balancer.stop();
    for (const node of nodes) node.stop();
  });

  test('requests on one connection meet one node after the other', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const answers = [];
    for (let i = 0; i < 7; ++i) answers.push(await ask(balancer.port, '/', { agent, method: 'POST', body: String(i) }));
    agent.destroy();
    assert.equal(new Set(answers.map(({ port }) => port)).size, 1);
    const names = answers.map(({ node }) => node);
    assert.deepEqual(names.slice(0, 3).sort(), ['one', 'three', 'two']);
    assert.deepEqual(names.slice(3), names.slice(0, 4));
    assert.deepEqual(
      answers.map(({ body }) => body),
      ['0', '1', '2', '3', '4', '5', '6'],
    );
  });

  test('what is large comes back as it was sent', async () => {
    const body = 'x'.repeat(5_000_000);
    for (const headers of [{}, { 'Transfer-Encoding': 'chunked' }])
      assert.ok((await ask(balancer.port, '/', { method: 'PUT', body, headers })).body === body);
  });

  test('requests that do not wait for their answers stay with one node, in their order', async () => {
    const one = (path) => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`;
    const said = await talk(balancer.port, one('/1') + one('/2') + one('/3'), /(?:X-Node: .*){3}/s);
    const names = [...said.matchAll(/X-Node: (\w+)/g)].map(([, name]) => name);
    assert.equal(new Set(names).size, 1, said);
    const { seen } = nodes.find(({ name }) => name === names[0]);
    assert.deepEqual(seen.slice(-3), ['/1', '/2', '/3']);
  });

  test('also if the second one comes while the first one waits, and the third one after its answer', async () => {
    const socket = connect(balancer.port, '127.0.0.1');
    let said = '';
    socket.setEncoding('latin1').on('data', (piece) => (said += piece));
    const until = async (ready) => {
      while (!ready()) await sleep(2);
    };
    const answers = () => said.match(/X-Node: /g)?.length ?? 0;
    const holding = () => nodes.find(({ held }) => held.length);
    const get = (path) => socket.write(`GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`);
    get('/wait');
    await until(holding);
    const { held, seen } = holding();
    get('/wait');
    await until(() => seen.filter((path) => path === '/wait').length === 2);
    held.shift().end();
    await until(() => answers() === 1);
    get('/third');
    held.shift().end();
    await until(() => answers() === 3);
    assert.deepEqual(seen.slice(-3), ['/wait', '/wait', '/third']);
    socket.destroy();
  });

  test('what was upgraded is passed on both ways', async () => {
    const said = await talk(balancer.port, 'GET / HTTP/1.1\r\nHost: a\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\nhello', /hello$/);
    assert.match(said, /^HTTP\/1\.1 101 /);
  });

  test('no byte of a strange request is changed, and the end of a sending side is passed on', async () => {
    const port = await freePort();
    const strange = createTcpServer({ allowHalfOpen: true }, (socket) => socket.pipe(socket));
    strange.listen(port, '127.0.0.1');
    await once(strange, 'listening');
    const front = await startBalancer({ port: await freePort(), ports: [port] });
    const socket = connect({ port: front.port, host: '127.0.0.1', allowHalfOpen: true });
    const text = 'get  /\tHTTP/9\n\n\0\r\r\n\xff: \r\n\r\n';
    socket.setEncoding('latin1').end(text, 'latin1');
    let said = '';
    for await (const piece of socket) said += piece;
    assert.equal(said, text);
    await front.stop();
    strange.close();
  });

  test('a node that is not there is passed over; one that dies with a request costs its client the answer', async () => {
    const absent = await freePort();
    const [one, two] = nodes;
    const front = await startBalancer({ port: await freePort(), ports: [absent, one.port, two.port] });
    const names = [];
    for (let i = 0; i < 6; ++i) names.push((await ask(front.port, '/')).node);
    assert.deepEqual([...new Set(names)].sort(), ['one', 'two']);
    const before = one.seen.length + two.seen.length;
    await assert.rejects(ask(front.port, '/die', { method: 'PUT', body: 'x' }));
    assert.equal(one.seen.length + two.seen.length, before + 1);
    await front.stop();
  });
});
