// One phone that keeps many uploads under way at once; a thread of its own, so that it delays nobody who measures.
import { Agent, request } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';

const { port, path, cookie, parallel, picture } = workerData;
const agent = new Agent({ keepAlive: true, maxSockets: parallel });
const body = Buffer.from(picture);
const statuses = {};

function put(key) {
  return new Promise((done) => {
    const headers = { Cookie: cookie, 'Content-Length': body.length };
    const sent = request({ port, host: '127.0.0.1', method: 'PUT', path: `${path}/files/${key}`, agent, headers }, (answer) => {
      answer.resume();
      answer.once('end', () => done(answer.statusCode));
    });
    sent.once('error', () => done('lost')).end(body);
  });
}

let over = false;
async function keepSending(key) {
  while (!over) {
    const status = await put(key);
    if (over) return; // cut off, not answered
    statuses[status] = (statuses[status] ?? 0) + 1;
    // A refusal costs nothing: without a pause the flood would be one of refusals.
    if (status !== 200) await new Promise((next) => setTimeout(next, 100));
  }
}

const senders = Array.from({ length: parallel }, (_, i) => keepSending(`f${i}`));
parentPort.once('message', async () => {
  over = true;
  agent.destroy();
  await Promise.all(senders);
  parentPort.postMessage(statuses);
});
