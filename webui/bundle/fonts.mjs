import { existsSync, promises as fs } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const packages = createRequire(import.meta.url);

// decision 0058
/**
 * Copies the web fonts of an action that lists them in `<ui>/fonts.json` into its built page, under the names given
 * there, with their licences and the list itself: the page loads them by name, and the plugin finds the same bytes.
 */
export async function copyFonts(ui, directory) {
    const list = path.join(ui, 'fonts.json');
    if (!existsSync(list)) return;
    const faces = JSON.parse(await fs.readFile(list, 'utf8'));
    for (const { licence, files } of faces) {
        await copy(path.join(ui, licence), path.join(directory, licence));
        for (const { file, from } of files) await copy(packages.resolve(from), path.join(directory, file));
    }
    await fs.writeFile(path.join(directory, 'fonts.json'), JSON.stringify(faces));
}

async function copy(from, to) {
    await fs.mkdir(path.dirname(to), { recursive: true });
    await fs.copyFile(from, to);
}
