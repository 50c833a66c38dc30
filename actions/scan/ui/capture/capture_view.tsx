import type { CaptureViewProps } from './capture_props';

/** The live camera that takes page after page. */
export function CaptureView(_props: CaptureViewProps) {
    return null;
}
