export { CameraView } from './camera_view';
export { hasCamera, mayOpenCamera } from './media';
export type { Facing } from './camera_state';
