import './capture.css';
import { CaptureCamera } from './capture_camera';
import type { CaptureViewProps } from './capture_props';
import { useShooting } from './use_shooting';
import { WithoutCamera } from './without_camera';

/** Takes page after page: with the live camera, or, where there is none, with the camera app and from files. */
export function CaptureView({ live, onShot, ...props }: CaptureViewProps) {
    const shooting = useShooting({ ...props, onShot });
    return live ? <CaptureCamera {...props} shooting={shooting} /> : <WithoutCamera {...props} shooting={shooting} />;
}
