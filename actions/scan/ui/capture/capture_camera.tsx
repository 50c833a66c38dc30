import { anyPicture, CameraProblemScreen, IconButton, Shutter, useFilePicker, useViewfinder, ViewfinderFrame } from '@baton/kit';
import { useRef, useState } from 'preact/hooks';
import { loadAuto, saveAuto } from './auto_choice';
import { AutoShutter, type ShutterState } from './auto_shutter';
import type { CaptureViewProps } from './capture_props';
import { Guide, hintOf, type Hint } from './guide';
import { OutlineOverlay, ProgressRing } from './outline_overlay';
import { ReviewButton } from './review_button';
import { useSights, type Seen } from './use_sights';
import type { Shooting } from './use_shooting';
import { PageButtons } from './without_camera';

const idle: ShutterState = { phase: 'search', progress: 0 };

/** The viewfinder that takes page after page, by itself or by its shutter. */
export function CaptureCamera({ shooting, ...props }: Omit<CaptureViewProps, 'live' | 'onShot'> & { shooting: Shooting }) {
    const { host, pageCount, limit, onClose, onReview } = props;
    const { t } = host;
    const { full } = shooting;
    const view = useViewfinder('environment', () => host.announce(t('capture.ready')));
    const [auto, setAuto] = useState(() => loadAuto(host.session.id));
    const [seen, setSeen] = useState<Seen | null>(null);
    const [state, setState] = useState(idle);
    const [hint, setHint] = useState<Hint>('search');
    const memory = useRef({ shutter: new AutoShutter(), guide: new Guide() }).current;
    const picker = useFilePicker({ accept: anyPicture, multiple: !props.replacing, onFile: shooting.addFile });
    const { able, grabber } = useSights(view, view.ready && !view.taking, (now) => look(now));
    const automatic = auto && able && !full;

    const tell = (next: Hint, time: number) => {
        const { shown, say } = memory.guide.update(next, time);
        setHint(shown);
        if (say) host.announce(t(`capture.hint.${say}`, { limit }));
    };
    const look = (now: Seen) => {
        const next = memory.shutter.see(now.sight, now.time);
        setSeen(now);
        setState(next);
        tell(full ? 'full' : hintOf(next.phase, automatic), now.time);
        if (next.phase === 'shoot' && automatic) void take(now, true);
    };
    const take = async (at: Seen | null, byItself: boolean) => {
        tell('taking', performance.now());
        if (!(await shooting.shoot(view, able ? grabber : null, at, byItself))) return;
        if (at) memory.shutter.took(at.sight);
        memory.guide.spoke(performance.now());
        setState(idle);
    };
    const choose = () => {
        saveAuto(host.session.id, !auto);
        setAuto(!auto);
        host.announce(t(auto ? 'capture.auto.off' : 'capture.auto.on'));
    };

    if (view.state.phase === 'problem') {
        const fallback = (primary: boolean) => <PageButtons {...props} shooting={shooting} primary={primary} />;
        return <CameraProblemScreen host={host} problem={view.state.problem} onAgain={() => void view.session.open()} onClose={onClose} fallback={fallback} />;
    }
    const mirrored = view.live?.facing === 'user';
    return (
        <ViewfinderFrame
            host={host}
            view={view}
            title={t('capture.title')}
            blink={view.taking}
            onClose={onClose}
            overlay={
                <>
                    {seen && !view.taking && <OutlineOverlay seen={seen} phase={automatic ? state.phase : 'search'} mirrored={mirrored} />}
                    <span class="capture-flash" key={pageCount} />
                    <p class="capture-hint" aria-hidden="true">{t(`capture.hint.${able || full ? hint : 'press'}`, { limit })}</p>
                </>
            }
            bar={
                <>
                    {able && (
                        <button type="button" class="camera-toggle" aria-pressed={auto} aria-label={t('capture.auto.label')} onClick={choose}>
                            {t('capture.auto')}
                        </button>
                    )}
                    {view.live?.cameras.length === 2 && <IconButton icon="turn" label={t('camera.switch')} onClick={() => void view.session.turnAround()} />}
                </>
            }
            foot={
                <>
                    {picker.input}
                    <IconButton icon="picture" label={t('capture.pick')} idle={full} onClick={picker.open} />
                    <Shutter view={view} label={t('capture.take')} idle={full} onPress={() => void take(seen, false)}>
                        <ProgressRing progress={automatic ? state.progress : 0} />
                    </Shutter>
                    {pageCount > 0 ? <ReviewButton host={host} count={pageCount} limit={limit} thumbnail={shooting.thumbnail} onReview={onReview} /> : <span />}
                </>
            }
        />
    );
}
