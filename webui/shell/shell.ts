import type { CallOptions, EndReason, Mount, SessionInfo, Unmount } from '../kit/host';
import { translator, type Strings, type Translate } from '../kit/strings';
import { createAnnouncer } from './announcer';
import type { Boot } from './boot';
import { createBulletins } from './bulletins';
import { watchConnection } from './connection';
import { EventStream, type SessionEvent } from './events';
import { ExpiryWatch, timeLeft } from './expiry';
import { createHost } from './host';
import { PendingFiles } from './pending/pending_files';
import { requestJson } from './request';
import { Session } from './session';
import { showAction, showCookies, showElsewhere, showEnd, showLoading, showOffline } from './screens';

interface Action {
    readonly mount: Mount;
    readonly t: Translate;
}

// decision 0020
/** The page from its first script to its end: loads the action, hands it the host, shows what comes around it. */
export class Shell {
    private readonly announce = createAnnouncer();
    private readonly bulletins;
    private readonly session: Session;
    private readonly pending: PendingFiles;
    private readonly events: EventStream;
    private readonly expiry = new ExpiryWatch(
        (minutes) => this.warn(minutes),
        () => void this.look(),
    );
    private readonly unwatch: () => void;
    private unmount: Unmount | undefined;
    private returnUrl: string | null | undefined;
    /** True while the person has the task on another phone. */
    private away = false;
    private ended = false;

    constructor(
        private readonly app: HTMLElement,
        private readonly boot: Boot,
        private readonly t: Translate,
    ) {
        this.bulletins = createBulletins(app);
        this.session = new Session(boot.base, boot.session, {
            ended: (reason) => this.end(reason),
            elsewhere: () => void this.elsewhere('continued'),
        });
        this.pending = new PendingFiles(boot.session);
        this.events = new EventStream(
            this.session.eventsUrl,
            (event) => this.take(event),
            () => void this.look(),
        );
        this.unwatch = watchConnection(
            (online) => this.connection(online),
            () => this.woken(),
        );
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
        const loading = new AbortController();
        const [state, module, table] = await Promise.all([
            this.session.state({ ...this.patience, signal: loading.signal }),
            import(/* @vite-ignore */ entry) as Promise<{ mount: Mount }>,
            strings ? requestJson<Strings>('GET', strings) : {},
        ]).finally(() => loading.abort());
        const action = { mount: module.mount, t: translator(table, this.boot.shell_strings) };
        this.returnUrl = state.return_url;
        this.reopen = (fresh) => this.show(action, fresh);
        if (state.device !== 'other') return this.reopen(state);
        this.follow(state);
        this.events.open();
        void this.elsewhere('open');
    }

    /** For requests without which there is nothing to show: after the second failure the person sees why they wait. */
    private readonly patience: CallOptions = {
        onRetry: ({ attempt, retryNow }) => {
            if (attempt < 2) return;
            void showOffline(this.app, this.t).then(() => {
                showLoading(this.app, this.t);
                retryNow();
            });
        },
    };

    /** Mounts the action once more, with what the server has by now. */
    private reopen: (state: SessionInfo) => Promise<void> = async () => undefined;

    private async show({ mount, t }: Action, state: SessionInfo): Promise<void> {
        if (state.status === 'completed' || state.status === 'expired') return this.end(state.status);
        this.follow(state);
        const { session, pending, boot, announce } = this;
        const host = createHost(state, {
            session,
            pending,
            locale: boot.locale,
            dir: boot.dir,
            t,
            announce,
            end: (reason) => this.end(reason),
        });
        const unmount = (await mount(showAction(this.app), host)) ?? undefined;
        if (this.ended || this.away) return unmount?.();
        this.unmount = unmount;
        // Whoever needs the start waits for it and sees its failure.
        void this.bind(state).catch(() => undefined);
    }

    /** The stream is opened only then: the server tells a taken-over phone by the cookie that the stream came with. */
    private async bind(state: SessionInfo): Promise<void> {
        await this.session.start().finally(() => this.ended || this.events.open());
        if (state.device === 'none' && (await this.session.state()).device === 'other') this.refuseWithoutCookies();
    }

    private follow(state: SessionInfo): void {
        this.expiry.start(state);
        this.pending.update(state.files, Date.now() + timeLeft(state), Date.now());
    }

    private take(event: SessionEvent): void {
        if (event.type === 'expiring') this.expiry.expiring(event);
        else if (event.type === 'taken_over') void this.elsewhere('continued');
        else this.end(event.type);
    }

    /** Asks the server what has become of the session; one that has expired ends the page by its answer. */
    private async look(): Promise<void> {
        try {
            const { status, device } = await this.session.state();
            if (status === 'completed' || status === 'expired') this.end(status);
            else if (device === 'other') void this.elsewhere('continued');
        } catch {
            // Nobody has asked for it.
        }
    }

    private async elsewhere(when: 'open' | 'continued'): Promise<void> {
        if (this.ended || this.away) return;
        this.away = true;
        this.takeDown();
        await showElsewhere(this.app, this.t, when);
        for (;;) {
            showLoading(this.app, this.t);
            try {
                await this.session.takeOver(this.patience);
                const state = await this.session.state(this.patience);
                if (state.device === 'other') return this.refuseWithoutCookies();
                this.away = false;
                return await this.reopen(state);
            } catch {
                if (this.ended) return;
                await showOffline(this.app, this.t);
            }
        }
    }

    private refuseWithoutCookies(): void {
        if (this.ended) return;
        this.over();
        showCookies(this.app, this.t);
    }

    private warn(minutes: number): void {
        const unit = { style: 'unit', unit: 'minute', unitDisplay: 'long' } as const;
        const text = minutes
            ? this.t('expiring.text', { time: new Intl.NumberFormat(this.boot.locale, unit).format(minutes) })
            : this.t('expiring.last');
        if (!this.ended) this.bulletins.show('expiry', 'clock', text);
    }

    private connection(online: boolean): void {
        if (online) this.bulletins.hide('connection');
        else this.bulletins.show('connection', 'offline', this.t('offline.notice'));
    }

    /** The page was put aside by the browser, streams and all, and is shown again. */
    private woken(): void {
        this.events.open();
        void this.look();
    }

    private takeDown(): void {
        this.unmount?.();
        this.unmount = undefined;
    }

    /** Nothing more is going to happen on this page. */
    private over(): void {
        this.ended = true;
        this.takeDown();
        this.events.close();
        this.expiry.stop();
        this.unwatch();
        this.bulletins.hide('expiry');
        this.bulletins.hide('connection');
    }

    private end(reason: EndReason): void {
        if (this.ended) return;
        this.over();
        if (reason !== 'error') void this.pending.clear();
        showEnd(this.app, this.t, reason, this.returnUrl);
    }
}
