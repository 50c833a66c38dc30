import type { EndReason } from '../kit/host';
import type { Translate } from '../kit/strings';

// The shell draws with plain DOM calls, so that an action that brings Preact is the only one to load it.

const icons: Readonly<Record<EndReason, string>> = { completed: 'done', expired: 'clock', unknown: 'unknown', error: 'error' };

interface Screen {
    readonly icon: string;
    readonly title: string;
    readonly text: string;
    readonly action?: HTMLElement;
}

/** The same page as `pages/notice.html`, for a session that ends while its page is open. */
export function showEnd(app: HTMLElement, t: Translate, reason: EndReason, returnUrl: string | null | undefined): void {
    const name = reason === 'completed' ? 'done' : reason;
    const back = returnUrl ? returnLink(t, returnUrl) : null;
    show(app, { icon: icons[reason], title: t(`${name}.title`), text: t(`${name}.text`), ...(back ? { action: back } : {}) });
}

/** Shown while something cannot be loaded; resolves when the person wants another try, or the network is back. */
export function showOffline(app: HTMLElement, t: Translate): Promise<void> {
    return new Promise((resolve) => {
        const again = element('button', 'button', t('retry'));
        again.addEventListener('click', () => resolve(), { once: true });
        addEventListener('online', () => resolve(), { once: true });
        show(app, { icon: 'offline', title: t('offline.title'), text: t('offline.text'), action: again });
    });
}

/** The task is open on another phone, or was continued there; resolves when the person wants it on this one. */
export function showElsewhere(app: HTMLElement, t: Translate, when: 'open' | 'continued'): Promise<void> {
    return new Promise((resolve) => {
        const here = element('button', 'button', t(`elsewhere.${when}.here`));
        here.addEventListener('click', () => resolve(), { once: true });
        show(app, { icon: 'phones', title: t(`elsewhere.${when}.title`), text: t(`elsewhere.${when}.text`), action: here });
    });
}

/** The browser keeps no cookies, so the server cannot know this phone again. */
export function showCookies(app: HTMLElement, t: Translate): void {
    const again = element('button', 'button', t('retry'));
    again.addEventListener('click', () => location.reload());
    show(app, { icon: 'cookie', title: t('cookies.title'), text: t('cookies.text'), action: again });
}

export function showLoading(app: HTMLElement, t: Translate): void {
    const status = element('p', 'loading');
    status.append(element('span', 'spinner'), element('span', '', t('loading')));
    replace(app, status);
}

/** An empty page for the action to fill. */
export function showAction(app: HTMLElement): HTMLElement {
    const root = element('main', 'page');
    app.replaceChildren(root);
    return root;
}

function show(app: HTMLElement, screen: Screen): void {
    const title = element('h1', '', screen.title);
    title.tabIndex = -1;
    const notice = element('div', 'ending');
    notice.append(badge(screen.icon), title, element('p', '', screen.text));
    replace(app, notice, ...(screen.action ? [actions(screen.action)] : []));
    document.title = screen.title;
    // Screen readers start at the new content, not at the top of a page they have read already.
    title.focus({ preventScroll: true });
    scrollTo(0, 0);
}

function actions(action: HTMLElement): HTMLElement {
    const bar = element('div', 'actions');
    bar.append(action);
    return bar;
}

function badge(icon: string): HTMLElement {
    const mark = element('span', `badge badge-${icon}`);
    mark.append(element('span', `icon icon-${icon}`));
    mark.setAttribute('aria-hidden', 'true');
    return mark;
}

/** Null for an address that no browser can follow: a bad link must not take the done page with it. */
function returnLink(t: Translate, address: string): HTMLElement | null {
    const url = /^https?:/i.test(address) ? parseUrl(address) : null;
    if (!url) return null;
    const link = element('a', 'button');
    const [before = '', after = ''] = t('return').split('{site}');
    link.append(before, element('bdi', '', url.hostname), after);
    link.href = url.href;
    link.rel = 'noreferrer';
    return link;
}

function parseUrl(address: string): URL | null {
    try {
        return new URL(address);
    } catch {
        return null;
    }
}

function replace(app: HTMLElement, ...children: HTMLElement[]): void {
    const main = element('main', 'page');
    main.append(...children);
    app.replaceChildren(main);
}

function element<Name extends keyof HTMLElementTagNameMap>(name: Name, className: string, text = ''): HTMLElementTagNameMap[Name] {
    const node = document.createElement(name);
    if (className) node.className = className;
    node.textContent = text;
    return node;
}
