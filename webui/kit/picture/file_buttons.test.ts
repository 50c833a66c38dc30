import { afterEach, expect, it, vi } from 'vitest';
import { hasCameraApp } from './file_buttons';

afterEach(() => vi.unstubAllGlobals());

it('believes once in a touch screen, whatever the browser says of it later', () => {
    let coarse = false;
    vi.stubGlobal('matchMedia', () => ({ matches: coarse }));
    expect(hasCameraApp()).toBe(false);
    coarse = true;
    expect(hasCameraApp()).toBe(true);
    coarse = false;
    expect(hasCameraApp()).toBe(true);
});
