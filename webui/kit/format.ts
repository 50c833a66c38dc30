// Numbers in the words of the reader. Intl brings the plurals, the digits and the unit names of every language.

const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** `2.4 MB`, `2,4 Mo`: decimal units as phones show them, at most one digit after the point. */
export function formatBytes(bytes: number, locale: string): string {
    return format(bytes, locale, Math.round);
}

/** The same for the most that is possible: never rounded up, or a file over it might seem to be as large as it. */
export function formatLimit(bytes: number, locale: string): string {
    return format(bytes, locale, Math.floor);
}

function format(bytes: number, locale: string, round: (value: number) => number): string {
    let value = Math.max(0, bytes);
    let unit = 0;
    // 999.95 kB would round up to "1,000 kB".
    while (value >= 999.95 && unit < byteUnits.length - 1) {
        value /= 1000;
        unit += 1;
    }
    const fractions = unit >= 2 && value < 100 ? 1 : 0;
    const scale = 10 ** fractions;
    // The short name of this unit has no plural: "0 byte".
    const unitDisplay = unit ? 'short' : 'long';
    const style = { style: 'unit', unit: byteUnits[unit] ?? 'byte', unitDisplay, maximumFractionDigits: fractions } as const;
    // Some languages put an ordinary space before the unit, where a line could break.
    return new Intl.NumberFormat(locale, style).format(round(value * scale) / scale).replace(/ /g, '\u00a0');
}

export function formatPercent(fraction: number, locale: string): string {
    const bounded = Math.min(1, Math.max(0, fraction));
    // Rounded down: 100 % before the last byte is out would be a lie.
    return new Intl.NumberFormat(locale, { style: 'percent' }).format(Math.floor(bounded * 100) / 100);
}
