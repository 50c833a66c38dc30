import {
    anyPicture,
    CameraProblemScreen,
    IconButton,
    Shutter,
    useFilePicker,
    useViewfinder,
    ViewfinderFrame,
    type Viewfinder,
} from '@baton/kit';
import { digits } from '../parts/numbers';
import type { CaptureViewProps } from './capture_props';
import { OutlineOverlay, ProgressRing } from './outline_overlay';
import { ReviewButton } from './review_button';
import { useCapturing, type Capturing } from './use_capturing';
import type { Shooting } from './use_shooting';
import { PageButtons } from './without_camera';

type Props = Omit<CaptureViewProps, 'live' | 'onShot'> & { shooting: Shooting };

/** The viewfinder that takes page after page, by itself or by its shutter. */
export function CaptureCamera(props: Props) {
    const { host, onClose } = props;
    const { t } = host;
    const view = useViewfinder('environment', () => host.announce(t('capture.ready')));
    const capturing = useCapturing(props, view, props.shooting);
    if (view.state.phase === 'problem') {
        const fallback = (primary: boolean) => <PageButtons {...props} primary={primary} />;
        return (
            <CameraProblemScreen
                host={host}
                problem={view.state.problem}
                onAgain={() => void view.session.open()}
                onClose={onClose}
                fallback={fallback}
            />
        );
    }
    return (
        <ViewfinderFrame
            host={host}
            view={view}
            title={t('capture.title')}
            blink={view.taking}
            onClose={onClose}
            overlay={<Overlay {...props} view={view} capturing={capturing} />}
            bar={<Choices host={host} view={view} capturing={capturing} />}
            foot={<Foot {...props} view={view} capturing={capturing} />}
        />
    );
}

function Overlay({
    host,
    pageCount,
    limit,
    view,
    capturing: { seen, state, automatic, hint },
}: Props & { view: Viewfinder; capturing: Capturing }) {
    return (
        <>
            {seen && !view.taking && (
                <OutlineOverlay seen={seen} phase={automatic ? state.phase : 'search'} mirrored={view.live?.facing === 'user'} />
            )}
            {/* The key makes it a new element, which flashes, when a page was added. */}
            <span class="capture-flash" key={pageCount} />
            <p class="capture-hint" aria-hidden="true">
                {host.t(`capture.hint.${hint}`, { limit: digits(host, limit) })}
            </p>
        </>
    );
}

function Choices({ host, view, capturing: { able, auto, toggle } }: Pick<Props, 'host'> & { view: Viewfinder; capturing: Capturing }) {
    return (
        <>
            {able && (
                <button type="button" class="camera-toggle" aria-pressed={auto} aria-label={host.t('capture.auto.label')} onClick={toggle}>
                    {host.t('capture.auto')}
                </button>
            )}
            {view.live?.cameras.length === 2 && (
                <IconButton icon="turn" label={host.t('camera.switch')} onClick={() => void view.session.turnAround()} />
            )}
        </>
    );
}

function Foot({
    host,
    pageCount,
    limit,
    replacing = false,
    onReview,
    shooting,
    view,
    capturing,
}: Props & { view: Viewfinder; capturing: Capturing }) {
    const { t } = host;
    const picker = useFilePicker({ accept: anyPicture, multiple: !replacing, onFile: shooting.addFile });
    return (
        <>
            {picker.input}
            <IconButton icon="picture" label={t('capture.pick')} idle={shooting.full} onClick={picker.open} />
            <Shutter view={view} label={t('capture.take')} idle={shooting.full} onPress={capturing.take}>
                <ProgressRing progress={capturing.automatic ? capturing.state.progress : 0} />
            </Shutter>
            {pageCount > 0 ? (
                <ReviewButton host={host} count={pageCount} limit={limit} thumbnail={shooting.thumbnail} onReview={onReview} />
            ) : (
                <span />
            )}
        </>
    );
}
