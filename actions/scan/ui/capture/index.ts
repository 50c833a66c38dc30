// What the page's other half needs of the capturing half.
export { CaptureView } from './capture_view';
export type { CaptureViewProps, Outline, ShotInfo } from './capture_props';
