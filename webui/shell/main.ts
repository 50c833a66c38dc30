import './styles/index.css';
import { failure } from '../kit/failure';
import type { EndReason, Host, Mount, SessionInfo, Unmount } from '../kit/host';
import { translator, type Strings, type Translate } from '../kit/strings';
import { createAnnouncer } from './announcer';
import { readBoot, type Boot } from './boot';
import { watchExpiry } from './expiry';
import { requestJson } from './request';
import { Session } from './session';
import { showAction, showEnd, showLoading, showOffline } from './screens';

/** The page from its first script to its end: loads the action, hands it the host, shows what comes after it. */
class Shell {
    private readonly announce = createAnnouncer();
    private readonly session: Session;
    private unmount: Unmount | undefined;
    private returnUrl: string | null | undefined;
    private ended = false;

    constructor(private readonly app: HTMLElement, private readonly boot: Boot, private readonly t: Translate) {
        this.session = new Session(boot.base, boot.session, (reason) => this.end(reason));
    }

    /** Loads and mounts the action; asks the person to try again for as long as that does not work. */
    async run(): Promise<void> {
        for (let attempt = 0; !this.ended; attempt += 1) {
            try {
                return await this.open(attempt);
            } catch (error) {
                if (this.ended) return;
                console.error(error);
                await showOffline(this.app, this.t);
                showLoading(this.app, this.t);
            }
        }
    }

    private async open(attempt: number): Promise<void> {
        const { strings } = this.boot;
        // Some browsers remember for good that a module could not be loaded; another address is another module to them.
        const entry = attempt ? `${this.boot.entry}?${attempt}` : this.boot.entry;
        const [state, module, table] = await Promise.all([
            this.session.state(),
            import(/* @vite-ignore */ entry) as Promise<{ mount: Mount }>,
            strings ? requestJson<Strings>('GET', strings) : {},
        ]);
        this.returnUrl = state.return_url;
        if (state.status === 'completed' || state.status === 'expired') return this.end(state.status);
        const host = this.host(state, translator(table, this.boot.shell_strings));
        const unmount = (await module.mount(showAction(this.app), host)) ?? undefined;
        if (this.ended) return unmount?.();
        this.unmount = unmount;
        // An expired session answers 410, which ends the page; what else goes wrong here, nobody has asked for.
        watchExpiry(state, () => void this.session.state().catch(() => undefined));
        // Whoever needs the start waits for it and sees its failure.
        this.session.start().catch(() => undefined);
    }

    private host(state: SessionInfo, t: Translate): Host {
        const { session, boot } = this;
        return Object.freeze<Host>({
            version: 1,
            session: state,
            locale: boot.locale,
            dir: boot.dir,
            t,
            upload: (key, blob, options) => session.upload(key, blob, options),
            fileUrl: (key) => session.fileUrl(key),
            removeFile: (key) => session.removeFile(key),
            loadDraft: <T>() => (state.draft ?? null) as T | null,
            saveDraft: (draft) => session.saveDraft(draft),
            operation: <T>(name: string, args: unknown, options?: Parameters<Host['operation']>[2]) =>
                session.operation<T>(name, args, options),
            submit: (data, options) => session.submit(data, options),
            finish: () => this.end('completed'),
            fail: (reason) => this.end(reason),
            announce: this.announce,
        });
    }

    private end(reason: EndReason): void {
        if (this.ended) return;
        this.ended = true;
        this.unmount?.();
        showEnd(this.app, this.t, reason, this.returnUrl);
    }
}

const app = document.getElementById('app');
if (!app) throw failure('error', { detail: 'the page has no #app' });
const boot = readBoot(app);
void new Shell(app, boot, translator(boot.shell_strings)).run();
