import { expect, it } from 'vitest';
import { formatBytes, formatLimit, formatPercent } from './format';

it.each([
    [0, 'en', '0 bytes'],
    [999, 'en', '999 bytes'],
    [1, 'en', '1 byte'],
    [0, 'de', '0 Byte'],
    [1_000, 'en', '1 kB'],
    [999_949, 'en', '1,000 kB'],
    [999_960, 'en', '1 MB'],
    [2_345_678, 'en', '2.3 MB'],
    [2_345_678, 'de', '2,3 MB'],
    [2_345_678, 'fr', '2,3 Mo'],
    [150_400_000, 'en', '150 MB'],
    [5e12, 'en', '5,000 GB'],
    [-1, 'en', '0 bytes'],
])('writes %d bytes in %s as %s', (bytes, locale, text) => {
    expect(formatBytes(bytes, locale).replace(/[\u00a0\u202f]/g, ' ')).toBe(text);
});

it('shows a file over a limit as larger than the limit', () => {
    const limit = 32 * 1024 * 1024;
    expect(formatLimit(limit, 'en').replace('\u00a0', ' ')).toBe('33.5 MB');
    expect(formatBytes(limit + 1, 'en').replace('\u00a0', ' ')).toBe('33.6 MB');
    expect(formatLimit(20_000_000, 'en').replace('\u00a0', ' ')).toBe('20 MB');
});

it('never says that all is sent before it is', () => {
    expect(formatPercent(0.999, 'en')).toBe('99%');
    expect(formatPercent(1, 'en')).toBe('100%');
    expect(formatPercent(1.2, 'en')).toBe('100%');
});
