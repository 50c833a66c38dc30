import type { EndReason, Host, SessionInfo } from '../kit/host';
import type { Translate } from '../kit/strings';
import type { PendingFiles } from './pending/pending_files';
import type { Session } from './session';

interface HostParts {
    readonly session: Session;
    readonly pending: PendingFiles;
    readonly locale: string;
    readonly dir: 'ltr' | 'rtl';
    readonly t: Translate;
    readonly announce: (text: string) => void;
    readonly end: (reason: EndReason) => void;
}

/** What the action gets in its hands. */
export function createHost(state: SessionInfo, { session, pending, locale, dir, t, announce, end }: HostParts): Host {
    return Object.freeze<Host>({
        version: 1,
        session: state,
        locale,
        dir,
        t,
        upload: (key, blob, options) => pending.during(key, blob, () => session.upload(key, blob, options)),
        keep: (key, blob, name) => pending.keep(key, blob, name, false),
        pending: (key) => pending.get(key),
        forget: (key) => pending.remove(key),
        fileUrl: (key) => session.fileUrl(key),
        async removeFile(key) {
            await pending.remove(key);
            await session.removeFile(key);
        },
        loadDraft: <T>() => (state.draft ?? null) as T | null,
        saveDraft: (draft) => session.saveDraft(draft),
        operation: <T>(name: string, args: unknown, options?: Parameters<Host['operation']>[2]) =>
            session.operation<T>(name, args, options),
        operationFile: <T>(name: string, args: unknown, options?: Parameters<Host['operationFile']>[2]) =>
            session.operationFile<T>(name, args, options),
        submit: (data, options) => session.submit(data, options),
        finish: () => end('completed'),
        fail: end,
        announce,
    });
}
