import { promises as fs } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import zlib from 'node:zlib';

const brotli = promisify(zlib.brotliCompress);
const gzip = promisify(zlib.gzip);

/** Writes `file.br` and `file.gz` beside every file of `directory` for which they are smaller than the file itself. */
export async function compressTree(directory) {
    for (const entry of await fs.readdir(directory, { withFileTypes: true })) {
        const file = path.join(directory, entry.name);
        if (entry.isDirectory()) await compressTree(file);
        // WOFF2 is Brotli inside; the few bytes that another round finds are not worth a second copy in the library.
        else if (!entry.name.endsWith('.woff2')) await compressFile(file);
    }
}

async function compressFile(file) {
    const plain = await fs.readFile(file);
    const params = {
        [zlib.constants.BROTLI_PARAM_QUALITY]: zlib.constants.BROTLI_MAX_QUALITY,
        [zlib.constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
    };
    const siblings = { '.br': await brotli(plain, { params }), '.gz': await gzip(plain, { level: 9 }) };
    for (const [suffix, packed] of Object.entries(siblings)) {
        if (packed.length < plain.length) await fs.writeFile(file + suffix, packed);
    }
}
