import type { Host } from '@baton/kit';
import { useRef } from 'preact/hooks';
import type { Point, Quad } from '../model/page';
import { digits } from '../parts/numbers';
import type { Part } from './quad';
import { arrowWay, seenIndex, toStage, wayInPicture, type View } from './view';

interface CropHandleProps {
    host: Pick<Host, 't' | 'locale'>;
    view: View;
    part: Part;
    quad: Quad;
    /** Pixels of the picture. */
    position: Point;
    /** `by`: pixels of the picture, on the way from the quad `from`. */
    onMove: (from: Quad, by: Point) => void;
    onHold: (holding: boolean) => void;
}

// decision 0084
/**
 * A corner or the middle of a side. A slider to screen readers, though one of two dimensions: they read its place out
 * with every step, and give it the arrow keys.
 */
export function CropHandle({ host, view, part, quad, position, onMove, onHold }: CropHandleProps) {
    const { t } = host;
    const pull = useRef<{ readonly pointer: number; readonly start: Point; readonly from: Quad } | null>(null);
    const [left, top] = toStage(view, position);
    const place = position.map((value) => digits(host, Math.round(value)));
    const name = t(`crop.${part.kind}_${seenIndex(part.index, view.rotation)}`);

    const down = (event: PointerEvent & { currentTarget: HTMLElement }) => {
        if (event.button !== 0 || pull.current) return;
        event.preventDefault();
        event.currentTarget.focus({ preventScroll: true });
        event.currentTarget.setPointerCapture(event.pointerId);
        pull.current = { pointer: event.pointerId, start: [event.clientX, event.clientY], from: quad };
        onHold(true);
    };
    const move = (event: PointerEvent) => {
        if (pull.current?.pointer !== event.pointerId) return;
        const { start, from } = pull.current;
        onMove(from, wayInPicture(view, [event.clientX - start[0], event.clientY - start[1]]));
    };
    const up = (event: PointerEvent) => {
        if (pull.current?.pointer !== event.pointerId) return;
        pull.current = null;
        onHold(false);
    };
    const key = (event: KeyboardEvent) => {
        const way = arrowWay(view, event.key, event.shiftKey ? 10 : 1);
        if (!way) return;
        event.preventDefault();
        onMove(quad, way);
    };
    return (
        <div
            class={`crop-handle crop-handle-${part.kind}`}
            role="slider"
            tabIndex={0}
            aria-label={name}
            aria-valuemin={0}
            aria-valuemax={view.size.width}
            aria-valuenow={Math.round(position[0])}
            aria-valuetext={t('crop.place', { x: place[0] ?? '', y: place[1] ?? '' })}
            style={{ transform: `translate(${left}px, ${top}px)` }}
            onPointerDown={down}
            onPointerMove={move}
            onPointerUp={up}
            onPointerCancel={up}
            onKeyDown={key}
            onFocus={(event) => event.currentTarget.matches(':focus-visible') && onHold(true)}
            onBlur={() => onHold(false)}
        />
    );
}
