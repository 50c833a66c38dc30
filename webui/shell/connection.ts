/**
 * Tells whenever the phone loses its network or finds it again, at first only if there is none. Being "online" promises
 * nothing: a request may fail all the same. `onWoken`: the person went back to a page that the browser had put aside.
 */
export function watchConnection(onChange: (online: boolean) => void, onWoken: () => void): () => void {
    const page = new AbortController();
    addEventListener('online', () => onChange(true), page);
    addEventListener('offline', () => onChange(false), page);
    addEventListener('pageshow', ({ persisted }) => persisted && onWoken(), page);
    if (!navigator.onLine) onChange(false);
    return () => page.abort();
}
