import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { bundles, webui } from './layout.mjs';

/** Attributes that people read or hear. */
const spoken = new Set(['alt', 'aria-label', 'aria-description', 'aria-roledescription', 'label', 'placeholder', 'title']);
const letter = /\p{L}/u;

function sources(directory: string): string[] {
    return readdirSync(directory).flatMap((name) => {
        const file = path.join(directory, name);
        return statSync(file).isDirectory() ? sources(file) : file.endsWith('.tsx') ? [file] : [];
    });
}

/** Text in a TSX file that no translator would ever see. */
function literalText(name: string, source: string): string[] {
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
        if (ts.isJsxText(node) && letter.test(node.text)) found.push(node.text.trim());
        if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent) && node.expression && isText(node.expression)) {
            found.push(node.expression.getText());
        }
        if (ts.isJsxAttribute(node) && spoken.has(node.name.getText()) && node.initializer && attributeText(node.initializer)) {
            found.push(node.getText());
        }
        ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX));
    return found;
}

const isText = (node: ts.Node) => ts.isStringLiteralLike(node) && letter.test(node.text);
const attributeText = (node: ts.JsxAttributeValue) => isText(ts.isJsxExpression(node) && node.expression ? node.expression : node);

describe('text in the markup', () => {
    it('is found', () => {
        expect(literalText('a.tsx', '<p title="Hi">{t("key")}</p>')).toEqual(['title="Hi"']);
        expect(literalText('a.tsx', '<p class="x">Hello {name}</p>')).toEqual(['Hello']);
        expect(literalText('a.tsx', '<p>{"Hello"}</p>')).toEqual(['"Hello"']);
    });

    const directories = [path.join(webui, 'kit'), ...bundles().map(({ entry }) => path.dirname(entry))];
    it.each(directories.flatMap(sources).map((file) => [path.relative(webui, file), file]))('is not in %s', (_name, file) => {
        expect(literalText(file, readFileSync(file, 'utf8'))).toEqual([]);
    });
});
