/** What concerns the whole page, whatever its action shows: a line below the head of the page, read out when it changes. */
export interface Bulletins {
    /** One line per name; the same name again replaces it. */
    show(name: string, icon: string, text: string): void;
    hide(name: string): void;
}

export function createBulletins(before: HTMLElement): Bulletins {
    // There before its content, or screen readers would not notice what comes in.
    const region = document.createElement('div');
    region.className = 'bulletins';
    region.setAttribute('role', 'status');
    before.before(region);
    const lines = new Map<string, HTMLElement>();
    return {
        show(name, icon, text) {
            const line = lines.get(name) ?? document.createElement('p');
            // The same words once more would be read out once more.
            if (line.textContent === text) return;
            const mark = document.createElement('span');
            mark.className = `icon icon-${icon}`;
            mark.setAttribute('aria-hidden', 'true');
            const words = document.createElement('span');
            words.textContent = text;
            line.className = 'bulletin';
            line.replaceChildren(mark, words);
            lines.set(name, line);
            region.append(line);
        },
        hide(name) {
            lines.get(name)?.remove();
            lines.delete(name);
        },
    };
}
