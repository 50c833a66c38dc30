import { expect, it } from 'vitest';
import { shortcutOf } from './shortcut';

const key = (key: string, more = {}) => shortcutOf({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...more });

it('knows the usual keys', () => {
    expect([key('z', { ctrlKey: true }), key('z', { metaKey: true })]).toEqual(['undo', 'undo']);
    expect([key('Z', { ctrlKey: true, shiftKey: true }), key('y', { ctrlKey: true })]).toEqual(['redo', 'redo']);
});

it('leaves all others alone', () => {
    expect([
        key('z'),
        key('z', { ctrlKey: true, altKey: true }),
        key('x', { ctrlKey: true }),
        key('Y', { ctrlKey: true, shiftKey: true }),
    ]).toEqual([null, null, null, null]);
});
