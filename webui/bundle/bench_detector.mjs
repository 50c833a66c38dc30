// npm run bench:detector [FOLDER]: processor time of one look of the scan page's live outline, on the frames of FOLDER
// (*.ppm.gz; default tests/data/frames), and what that makes on a phone of a fourth of the speed.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { repository } from './layout.mjs';

const folder = path.resolve(process.argv[2] ?? path.join(repository, 'tests/data/frames'));
const rounds = 40;
const slower = 4;

async function load() {
    const { outputFiles } = await build({
        entryPoints: [path.join(repository, 'actions/scan/ui/detector/page_watch.ts')],
        bundle: true,
        format: 'esm',
        target: 'es2020',
        minify: true,
        write: false,
    });
    return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

function frameOf(file) {
    const bytes = gunzipSync(readFileSync(path.join(folder, file)));
    const [header, width, height] = /^P6\n(\d+) (\d+)\n255\n/.exec(bytes.subarray(0, 32).toString('latin1'));
    const data = new Uint8ClampedArray(4 * width * height);
    for (let at = 0; at < data.length / 4; ++at) data.set(bytes.subarray(header.length + 3 * at, header.length + 3 * at + 3), 4 * at);
    return { width: Number(width), height: Number(height), data };
}

/** As large as the patch that the page takes at the camera's resolution; what is on it does not matter here. */
const patch = { width: 160, height: 160, data: Uint8ClampedArray.from({ length: 4 * 160 * 160 }, (_, at) => (at * 2654435761) >>> 24) };

const { PageWatch } = await load();
const frames = readdirSync(folder)
    .filter((file) => file.endsWith('.ppm.gz'))
    .map(frameOf);
const costs = [];
for (let round = 0; round < rounds; ++round) {
    for (const frame of frames) {
        const before = process.cpuUsage();
        new PageWatch().look(frame, patch, 0);
        const { user, system } = process.cpuUsage(before);
        // The first rounds are the compiler's.
        if (round >= 5) costs.push((user + system) / 1000);
    }
}
costs.sort((a, b) => a - b);
const at = (share) => costs[Math.floor(share * (costs.length - 1))];
const perSecond = (cost) => (1000 / (slower * cost)).toFixed(1);
console.log(
    `${frames.length} frames, ${costs.length} looks: p50 ${at(0.5).toFixed(1)} ms, p95 ${at(0.95).toFixed(1)} ms of processor time`,
);
console.log(
    `at a fourth of the speed: ${perSecond(at(0.5))} frames/s at p50, ${perSecond(at(0.95))} at p95 (at least 10 wanted; the page asks for 15 at most)`,
);
