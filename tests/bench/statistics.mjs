// The few figures that say what many measurements were.

/// A sorted copy of numbers. (Debian 12's Node.js has no toSorted.)
export const ascending = (values) => [...values].sort((a, b) => a - b);

/// The value below which a share of the ascending values lies.
export const quantile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

/// NaN of none.
export const median = (values) => quantile(ascending(values), 0.5) ?? NaN;
