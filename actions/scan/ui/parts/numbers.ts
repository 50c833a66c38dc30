import type { Host } from '@baton/kit';

/** A number in the digits of the reader. */
export const digits = ({ locale }: Pick<Host, 'locale'>, value: number): string => new Intl.NumberFormat(locale).format(value);
