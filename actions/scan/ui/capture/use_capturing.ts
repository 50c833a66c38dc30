import type { Viewfinder } from '@baton/kit';
import { useRef, useState } from 'preact/hooks';
import { digits } from '../parts/numbers';
import { loadAuto, saveAuto } from './auto_choice';
import { AutoShutter, type ShutterState } from './auto_shutter';
import type { CaptureViewProps } from './capture_props';
import { Guide, hintOf, type Hint } from './guide';
import type { Shooting } from './use_shooting';
import { useSights, type Seen } from './use_sights';

export interface Capturing {
    /** What the person chose, and whether the browser is able to look for pages at all. */
    readonly auto: boolean;
    readonly able: boolean;
    /** Whether pages are taken by themselves now. */
    readonly automatic: boolean;
    /** What is seen, and what the automatic shutter makes of it; null before the first look. */
    readonly seen: Seen | null;
    readonly state: ShutterState;
    readonly hint: Hint;
    /** Takes what is seen, whatever it is. */
    readonly take: () => void;
    readonly toggle: () => void;
}

const idle: ShutterState = { phase: 'search', progress: 0 };

/** Looks for pages in the viewfinder, takes them when they rest, and tells the person what to do. */
export function useCapturing({ host, limit }: Pick<CaptureViewProps, 'host' | 'limit'>, view: Viewfinder, shooting: Shooting): Capturing {
    const { t } = host;
    const [auto, setAuto] = useState(() => loadAuto(host.session.id));
    const [seen, setSeen] = useState<Seen | null>(null);
    const [state, setState] = useState(idle);
    const [hint, setHint] = useState<Hint>('search');
    const { shutter, guide } = useRef({ shutter: new AutoShutter(), guide: new Guide() }).current;
    const { able, grabber } = useSights(view, (now) => look(now));
    const automatic = auto && able && !shooting.full;

    const tell = (next: Hint, time: number) => {
        const { shown, say } = guide.update(next, time);
        setHint(shown);
        if (say) host.announce(t(`capture.hint.${say}`, { limit: digits(host, limit) }));
    };
    const look = (now: Seen) => {
        const next = shutter.see(now.sight, now.time);
        setSeen(now);
        setState(next);
        tell(shooting.full ? 'full' : hintOf(next.phase, automatic), now.time);
        if (next.phase === 'shoot' && automatic) void take(now, true);
    };
    const take = async (at: Seen | null, byItself: boolean) => {
        tell('taking', performance.now());
        if (!(await shooting.shoot(view, able ? grabber : null, at, byItself))) return;
        if (at) shutter.took(at.sight);
        guide.spoke(performance.now());
        setState(idle);
    };
    const toggle = () => {
        saveAuto(host.session.id, !auto);
        setAuto(!auto);
        host.announce(t(auto ? 'capture.auto.off' : 'capture.auto.on'));
    };
    // Where pages cannot be looked for, nothing changes the hint.
    return {
        auto,
        able,
        automatic,
        seen,
        state,
        hint: able ? hint : shooting.full ? 'full' : 'press',
        take: () => void take(seen, false),
        toggle,
    };
}
