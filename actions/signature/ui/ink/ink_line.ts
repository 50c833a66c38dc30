import type { Sample, Stroke } from '../strokes/stroke';

// The ink model of ../../README.md, "Ink". The worker renders with the same numbers (ink_model.hpp): what the person sees is
// what is made of it. Lengths are CSS px, times ms.
const nodeDistance = 1;
const baseWidth = 2.6;
const dotDiameter = 3.6;
const leastWidth = 0.7;
const speedSettles = 40;
const widthSettles = 15;
const smoothWithin = 4;
const taperLength = 12;

const wantedWidth = (speed: number, pressure: number) => baseWidth * (0.5 + pressure) * Math.min(1.25, Math.max(0.45, 1.25 - 0.3 * speed));
const taper = (way: number, speed: number) => 1 - 0.6 * Math.min(1, speed / 1.2) * Math.max(0, 1 - way / taperLength);

/** A place on the centre line of the ink, and the ink's diameter there. */
export interface InkNode {
    readonly x: number;
    readonly y: number;
    readonly width: number;
}

interface Measured extends Sample {
    /** From the first node. */
    readonly way: number;
    readonly speed: number;
    /** Without taper. */
    readonly width: number;
}

// decision 0060
/** The ink of one stroke while it grows. */
export class InkLine {
    private readonly nodes: Measured[] = [];
    private greatestPressure = 0;

    static of(stroke: Stroke): InkLine {
        const line = new InkLine();
        for (const sample of stroke) line.add(sample);
        return line;
    }

    add(sample: Sample): void {
        this.greatestPressure = Math.max(this.greatestPressure, sample.p);
        const last = this.nodes[this.nodes.length - 1];
        if (!last) {
            this.nodes.push({ ...sample, way: 0, speed: 0, width: 0 });
            return;
        }
        const step = Math.hypot(sample.x - last.x, sample.y - last.y);
        if (step >= nodeDistance) this.nodes.push(this.measured(sample, last, step));
    }

    get length(): number {
        return this.nodes.length;
    }

    /** Of a stroke that is a mere dot. */
    get dot(): InkNode {
        const { x, y } = this.at(0);
        return { x, y, width: dotDiameter * (0.5 + this.greatestPressure) };
    }

    /**
     * Number of curves, from the first node on, that no further sample can change: a curve depends on two nodes at each
     * side, those on their neighbours, and the end may yet be tapered.
     */
    get settled(): number {
        let count = Math.max(0, this.nodes.length - 3);
        const end = this.at(this.nodes.length - 1).way - taperLength;
        while (count > 0 && this.at(count).way > end) count -= 1;
        return count;
    }

    /** @param ended false while the stroke grows: then its end is not tapered */
    node(index: number, ended: boolean): InkNode {
        const { way, width } = this.at(index);
        const last = this.at(this.nodes.length - 1);
        const end = ended ? taper(last.way - way, last.speed) : 1;
        return { ...this.smoothed(index), width: Math.max(leastWidth, width * Math.min(taper(way, this.at(0).speed), end)) };
    }

    /** Null beyond the ends. */
    place(index: number): { readonly x: number; readonly y: number } | null {
        return index >= 0 && index < this.nodes.length ? this.smoothed(index) : null;
    }

    private measured(sample: Sample, last: Measured, step: number): Measured {
        const time = Math.max(1, sample.t - last.t);
        const speed = step / time;
        let before = last;
        if (this.nodes.length === 1) {
            before = { ...last, speed, width: wantedWidth(speed, last.p) };
            this.nodes[0] = before;
        }
        const settledSpeed = before.speed + (speed - before.speed) * (1 - Math.exp(-time / speedSettles));
        const wanted = wantedWidth(settledSpeed, sample.p);
        const width = before.width + (wanted - before.width) * (1 - Math.exp(-step / widthSettles));
        return { ...sample, way: before.way + step, speed: settledSpeed, width };
    }

    private smoothed(index: number): { x: number; y: number } {
        const { x, y } = this.at(index);
        const [before, after] = [this.nodes[index - 1], this.nodes[index + 1]];
        const near = (other: Measured) => Math.hypot(other.x - x, other.y - y) < smoothWithin;
        if (!before || !after || !near(before) || !near(after)) return { x, y };
        return { x: (before.x + 2 * x + after.x) / 4, y: (before.y + 2 * y + after.y) / 4 };
    }

    private at(index: number): Measured {
        return this.nodes[index] as Measured;
    }
}
