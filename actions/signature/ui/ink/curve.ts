/** A cubic Bézier curve. */
export interface Curve {
    readonly x0: number;
    readonly y0: number;
    readonly x1: number;
    readonly y1: number;
    readonly x2: number;
    readonly y2: number;
    readonly x3: number;
    readonly y3: number;
}

interface Point {
    readonly x: number;
    readonly y: number;
}

/**
 * The centripetal Catmull-Rom spline from `p1` to `p2`, between `p0` and `p3`, where those exist (Yuksel, Schaefer, Keyser:
 * "Parameterization and applications of Catmull-Rom curves", 2011). Without loops or overshoot, however uneven the points.
 */
export function splineBetween(p0: Point | null, p1: Point, p2: Point, p3: Point | null): Curve {
    const [dx, dy] = [(p2.x - p1.x) / 3, (p2.y - p1.y) / 3];
    const b = rootOfDistance(p1, p2);
    const a = p0 ? rootOfDistance(p0, p1) : 0;
    const c = p3 ? rootOfDistance(p2, p3) : 0;
    const first = p0 && a > 0 ? control(p0, p1, p2, a, b) : { x: p1.x + dx, y: p1.y + dy };
    const second = p3 && c > 0 ? control(p3, p2, p1, c, b) : { x: p2.x - dx, y: p2.y - dy };
    return { x0: p1.x, y0: p1.y, x1: first.x, y1: first.y, x2: second.x, y2: second.y, x3: p2.x, y3: p2.y };
}

const rootOfDistance = (p: Point, q: Point) => Math.sqrt(Math.hypot(q.x - p.x, q.y - p.y));

/** The control point beside `near`, whose neighbours are `outer` and, along the curve, `far`. */
function control(outer: Point, near: Point, far: Point, a: number, b: number): Point {
    const weight = 2 * a * a + 3 * a * b + b * b;
    const scale = 3 * a * (a + b);
    return {
        x: (a * a * far.x - b * b * outer.x + weight * near.x) / scale,
        y: (a * a * far.y - b * b * outer.y + weight * near.y) / scale,
    };
}

/** The point at parameter `u`, 0…1. */
export function pointAt({ x0, y0, x1, y1, x2, y2, x3, y3 }: Curve, u: number): Point {
    const v = 1 - u;
    const [b0, b1, b2, b3] = [v * v * v, 3 * v * v * u, 3 * v * u * u, u * u * u];
    return { x: b0 * x0 + b1 * x1 + b2 * x2 + b3 * x3, y: b0 * y0 + b1 * y1 + b2 * y2 + b3 * y3 };
}
