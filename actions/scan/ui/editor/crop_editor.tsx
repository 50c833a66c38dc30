import { Button, IconButton, Spinner } from '@baton/kit';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { rotationOf, turned, type Page, type PageParameters, type Quad } from '../model/page';
import { inspected } from '../model/picture_state';
import { pageSide } from '../page/page_screen';
import { ToolButton } from '../parts/tool_button';
import { usePreview } from '../previews/use_preview';
import type { Scan } from '../scan';
import { CropStage } from './crop_stage';
import { usableQuad, wholeQuad } from './quad';

/** Which part of the picture is the page, on the whole display. Nothing changes until "done". */
export function CropEditor({ scan, page }: { scan: Scan; page: Page }) {
    const { host, state } = scan;
    const { t } = host;
    const inspection = inspected(state.pictures, page.key);
    const size = { width: inspection?.width ?? 1, height: inspection?.height ?? 1 };
    const [crop, setCrop] = useState(page.crop);
    const [turn, setTurn] = useState(page.rotation);
    const rotation = rotationOf({ rotation: turn }, inspection);
    const picture: PageParameters = { key: page.key, quad: null, mode: 'photo', rotation: 0 };
    const preview = usePreview(scan.previews, inspection ? picture : null, pageSide);
    const quad: Quad = typeof crop === 'object' ? crop : crop === 'whole' ? wholeQuad(size) : usableQuad(inspection?.quad ?? null, size);
    const title = t('crop.title');
    const heading = useRef<HTMLHeadingElement>(null);
    useLayoutEffect(() => {
        document.title = title;
        heading.current?.focus({ preventScroll: true });
    }, []);
    const leave = () => scan.dispatch({ type: 'show', view: { screen: 'page', key: page.key, panel: null } });
    const done = () => {
        scan.dispatch({ type: 'change', key: page.key, to: { crop, rotation: turn } });
        leave();
        host.announce(t('said.cropped'));
    };
    const choose = (next: Page['crop'], said: string) => {
        setCrop(next);
        host.announce(said);
    };
    const turnRight = () => {
        setTurn(turned(rotation, 90));
        host.announce(t('said.turned'));
    };
    return (
        <section class="crop" onKeyDown={(event) => event.key === 'Escape' && leave()}>
            <div class="crop-bar">
                <IconButton icon="close" label={t('crop.cancel')} onClick={leave} />
                <h1 ref={heading} tabIndex={-1}>
                    {title}
                </h1>
                <Button onClick={done}>{t('crop.done')}</Button>
            </div>
            {preview ? (
                <CropStage host={host} url={preview.url} size={size} rotation={rotation} quad={quad} onChange={setCrop} />
            ) : (
                <div class="crop-stage">
                    <Spinner label={t('crop.loading')} />
                </div>
            )}
            <div class="crop-tools" role="group" aria-label={title}>
                <ToolButton icon="whole" label={t('crop.whole')} idle={crop === 'whole'} onClick={() => choose('whole', t('crop.whole'))} />
                <ToolButton
                    icon="detected"
                    label={t('crop.detected')}
                    idle={crop === 'detected' || !inspection?.quad}
                    onClick={() => choose('detected', t('crop.detected'))}
                />
                <ToolButton icon="rotate" label={t('tools.turn')} onClick={turnRight} />
            </div>
        </section>
    );
}
