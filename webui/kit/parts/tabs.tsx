import { useRef } from 'preact/hooks';
import { Icon, type IconName } from './icon';

export interface Tab<Id extends string> {
    readonly id: Id;
    readonly label: string;
    readonly icon: IconName;
}

interface TabsProps<Id extends string> {
    /** What is chosen by them: read out. */
    label: string;
    tabs: readonly Tab<Id>[];
    current: Id;
    /** Id of the element that shows the current one; give it the role `tabpanel` and the label `<panel>-<current>`. */
    panel: string;
    onChange: (id: Id) => void;
}

/** A few views of which one is shown (ARIA "Tabs" pattern): arrow keys go round, and show at once. */
export function Tabs<Id extends string>({ label, tabs, current, panel, onChange }: TabsProps<Id>) {
    const list = useRef<HTMLDivElement>(null);
    const move = (event: KeyboardEvent) => {
        const index = nextTab(
            tabs.findIndex(({ id }) => id === current),
            tabs.length,
            event.key,
            getComputedStyle(event.currentTarget as Element).direction === 'rtl',
        );
        const next = index === null ? undefined : tabs[index];
        if (!next) return;
        event.preventDefault();
        onChange(next.id);
        list.current?.querySelectorAll<HTMLElement>('[role=tab]')[index ?? 0]?.focus();
    };
    return (
        <div ref={list} class="tabs" role="tablist" aria-label={label} onKeyDown={move}>
            {tabs.map(({ id, label: text, icon }) => (
                <button
                    key={id}
                    type="button"
                    class="tab"
                    role="tab"
                    id={`${panel}-${id}`}
                    aria-selected={id === current}
                    aria-controls={panel}
                    tabIndex={id === current ? 0 : -1}
                    onClick={() => onChange(id)}
                >
                    <Icon name={icon} />
                    <span>{text}</span>
                </button>
            ))}
        </div>
    );
}

/** The tab that a key leads to, null for any other key. */
export function nextTab(current: number, count: number, key: string, rtl: boolean): number | null {
    switch (key) {
        case 'ArrowRight':
            return (current + (rtl ? count - 1 : 1)) % count;
        case 'ArrowLeft':
            return (current + (rtl ? 1 : count - 1)) % count;
        case 'Home':
            return 0;
        case 'End':
            return count - 1;
        default:
            return null;
    }
}
