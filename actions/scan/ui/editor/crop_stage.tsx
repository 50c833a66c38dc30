import type { Host } from '@baton/kit';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Point, Quad, Rotation } from '../model/page';
import { CropHandle } from './crop_handle';
import { Loupe } from './loupe';
import { middleOf, movedPart, type Part, type Size } from './quad';
import { toStage, viewOf } from './view';

/** Room for handles at the very edge of the picture. CSS px. */
const margin = 28;

interface CropStageProps {
    host: Pick<Host, 't' | 'locale'>;
    url: string;
    /** Of the picture in full, pixels. */
    size: Size;
    rotation: Rotation;
    quad: Quad;
    onChange: (quad: Quad) => void;
}

/** The picture with the outline of the page on it, to be pulled by its corners and sides. */
export function CropStage({ host, url, size, rotation, quad, onChange }: CropStageProps) {
    const stage = useRef<HTMLDivElement>(null);
    const image = useRef<HTMLImageElement>(null);
    const room = useSize(stage);
    const [held, setHeld] = useState<Part | null>(null);
    const view = viewOf(size, rotation, room, margin);
    const corners = quad.map((point) => toStage(view, point));
    const outline = corners.map(([x, y]) => `${x},${y}`).join(' ');
    const positionOf = ({ kind, index }: Part): Point => (kind === 'corner' ? (quad[index] as Point) : middleOf(quad, index));
    const parts: Part[] = [0, 1, 2, 3].flatMap((index): Part[] => [
        { kind: 'corner', index },
        { kind: 'side', index },
    ]);
    return (
        <div ref={stage} class="crop-stage">
            <img
                ref={image}
                class="crop-picture"
                src={url}
                alt=""
                draggable={false}
                style={{
                    width: `${size.width * view.scale}px`,
                    height: `${size.height * view.scale}px`,
                    transform: `translate(-50%, -50%) rotate(${rotation}deg)`,
                }}
            />
            <svg class="crop-outline" aria-hidden="true" width={room.width} height={room.height}>
                <path fill-rule="evenodd" d={`M0 0H${room.width}V${room.height}H0Z M${outline.replaceAll(' ', ' L')}Z`} />
                <polygon points={outline} />
            </svg>
            {parts.map((part) => (
                <CropHandle
                    key={`${part.kind}${part.index}`}
                    host={host}
                    view={view}
                    part={part}
                    quad={quad}
                    position={positionOf(part)}
                    onMove={(from, by) => onChange(movedPart(from, part, by, size))}
                    onHold={(holding) => setHeld(holding ? part : null)}
                />
            ))}
            {held && <Loupe image={image} view={view} quad={quad} point={positionOf(held)} stage={room} />}
        </div>
    );
}

function useSize(element: { readonly current: HTMLElement | null }): Size {
    const [size, setSize] = useState<Size>({ width: 0, height: 0 });
    useLayoutEffect(() => {
        const { current } = element;
        if (!current) return undefined;
        const measure = () => setSize({ width: current.clientWidth, height: current.clientHeight });
        measure();
        const observer = new ResizeObserver(measure);
        observer.observe(current);
        return () => observer.disconnect();
    }, []);
    return size;
}
