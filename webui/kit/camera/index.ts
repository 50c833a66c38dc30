export { CameraProblemScreen } from './camera_problem';
export { CameraView } from './camera_view';
export { hasCamera, mayOpenCamera } from './media';
export { Shutter } from './shutter';
export { fileOfStill } from './still';
export { useViewfinder, type Viewfinder } from './use_viewfinder';
export { ViewfinderFrame } from './viewfinder_frame';
export type { Facing } from './camera_state';
