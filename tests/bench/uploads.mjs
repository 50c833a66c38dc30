// Memory while many large photos arrive at once, and how much of a body over the limit is taken before it is refused.
import { connect } from 'node:net';
import { device } from '../http/phone.mjs';
import { jpeg, padded } from './picture.mjs';
import { memfds, rss } from './process.mjs';
import { baton, start } from './servers.mjs';

const MB = 1024 * 1024;

/// The largest RSS, and the largest sum with memfds, between now and `stop`.
function watch(pid) {
  const peak = { rss: 0, memfds: 0, both: 0 };
  const look = () => {
    const [resident, files] = [rss(pid), memfds(pid)];
    peak.rss = Math.max(peak.rss, resident);
    peak.memfds = Math.max(peak.memfds, files);
    peak.both = Math.max(peak.both, resident + files);
  };
  const timer = setInterval(look, 10);
  return {
    stop: () => {
      clearInterval(timer);
      look();
      return peak;
    },
  };
}

const ways = {
  PUT: (phone, photo) => phone('PUT', '/files/photo', { body: photo }),
  '/result, base64': (phone, _, json) => phone('POST', '/result', { body: json, headers: { 'Content-Type': 'application/json' } }),
};

async function parallel(way, count, photo) {
  const server = await start(baton);
  try {
    const json = Buffer.from(`{"items":[{"filename":"p.jpg","data":"${photo.toString('base64')}"}]}`);
    const phones = [];
    for (let i = 0; i < count; ++i) {
      const phone = device(server, (await server.create()).id);
      await (await phone('GET', '')).text();
      phones.push(phone);
    }
    const began = performance.now();
    const watching = watch(server.pid);
    const statuses = await Promise.all(
      phones.map(async (phone) => {
        const answer = await ways[way](phone, photo, json);
        await answer.arrayBuffer();
        return answer.status;
      }),
    );
    const peak = watching.stop();
    const refused = statuses.filter((status) => status !== 200 && status !== 201).length;
    return { way, count, seconds: (performance.now() - began) / 1000, refused, stored: peak.memfds, peakRss: peak.rss, peak: peak.both };
  } finally {
    await server.stop();
  }
}

const chunk = (piece) => Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')]);

/// Sends a body that is too large until it is answered: {status, taken: bytes that went out until then}.
async function oversized(server, id, head, bytes) {
  const socket = connect(server.port, '127.0.0.1');
  let answer = '';
  const over = new Promise((done) => socket.once('close', done).once('error', done));
  socket.setEncoding('latin1').on('data', (text) => (answer += text));
  socket.write(`POST /s/${id}/result HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n${head}\r\n\r\n`);
  const framed = head.startsWith('Transfer') ? chunk : (piece) => piece;
  socket.write(framed(Buffer.from('{"items":[{"data":"')));
  const piece = framed(Buffer.alloc(64 * 1024, 'A'));
  for (let sent = 0; sent < bytes && !answer && !socket.destroyed; sent += piece.length) {
    const room = socket.write(piece);
    if (room) await new Promise((done) => setImmediate(done));
    else await Promise.race([over, new Promise((done) => socket.once('drain', done))]);
  }
  const taken = socket.bytesWritten;
  socket.end();
  await over;
  return { status: Number(answer.slice(9, 12)), taken };
}

async function refusals() {
  const server = await start(baton);
  try {
    const results = [];
    for (const [name, head] of [
      ['announced', `Content-Length: ${256 * MB}`],
      ['chunked', 'Transfer-Encoding: chunked'],
    ]) {
      const { id } = await server.create();
      await (await device(server, id)('GET', '')).text();
      results.push({ name, ...(await oversized(server, id, head, 256 * MB)) });
    }
    return results;
  } finally {
    await server.stop();
  }
}

export async function measureUploads({ count, bytes, dimensions }) {
  const photo = padded(jpeg(dimensions), bytes);
  const uploads = [];
  for (const way of Object.keys(ways)) uploads.push(await parallel(way, count, photo));
  return { photoBytes: photo.length, uploads, refusals: await refusals() };
}
