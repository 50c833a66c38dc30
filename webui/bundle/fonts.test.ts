import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { repository } from './layout.mjs';

interface Face {
    readonly id: string;
    readonly licence: string;
    readonly files: readonly { readonly file: string; readonly from: string; readonly range: string }[];
}

const packages = createRequire(import.meta.url);
const ui = path.join(repository, 'actions/signature/ui');
const faces = JSON.parse(readFileSync(path.join(ui, 'fonts.json'), 'utf8')) as Face[];
/** The package and the subset that a file comes from: `@fontsource/caveat`, `latin-ext`. */
const origin = (from: string) => /^(@fontsource\/([\w-]+))\/files\/\2-([\w-]+)-400-normal\.woff2$/.exec(from) ?? [];

describe('the faces of signature', () => {
    it('have names of their own', () => {
        expect(new Set(faces.map((face) => face.id)).size).toBe(faces.length);
        const files = faces.flatMap((face) => face.files.map(({ file }) => file));
        expect(new Set(files).size).toBe(files.length);
    });

    it.each(faces)('$id: each file is there, and is loaded for the characters that it has', ({ files }) => {
        for (const { from, range } of files) {
            const [, name, , subset] = origin(from);
            expect(existsSync(packages.resolve(from)), from).toBe(true);
            const ranges = packages(`${name}/unicode.json`) as Record<string, string>;
            expect(range, from).toBe(ranges[subset ?? '']);
        }
    });

    it.each(faces)('$id: its licence goes with it', ({ licence, files }) => {
        const [, name] = origin(files[0]?.from ?? '');
        expect(readFileSync(path.join(ui, licence), 'utf8')).toBe(readFileSync(packages.resolve(`${name}/LICENSE`), 'utf8'));
    });
});
