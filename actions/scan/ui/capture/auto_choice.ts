/** Where it is remembered; each session of a browser's tab has its own. */
const keyOf = (session: string) => `baton-scan-auto-${session}`;

/** Whether pages are taken by themselves: as the person last chose in this session, at first yes. */
export function loadAuto(session: string): boolean {
    try {
        return sessionStorage.getItem(keyOf(session)) !== 'off';
    } catch {
        return true;
    }
}

export function saveAuto(session: string, auto: boolean): void {
    try {
        sessionStorage.setItem(keyOf(session), auto ? 'on' : 'off');
    } catch {
        // A browser that stores nothing: then it holds until the view is closed.
    }
}
