// What the page of an action may import. Each bundle carries its own copy of what it uses; see README.md.
export type * from './host';
export { asFailure, failure, isFailure } from './failure';
export { formatBytes, formatLimit, formatPercent } from './format';
export {
    CameraProblemScreen,
    CameraView,
    fileOfStill,
    hasCamera,
    mayOpenCamera,
    Shutter,
    useViewfinder,
    ViewfinderFrame,
    type Facing,
    type Viewfinder,
} from './camera';
export { DraftKeeper, savedDraft, type DraftStamp } from './draft/draft_keeper';
export { Button, FileButton } from './parts/button';
export { useFilePicker } from './parts/file_picker';
export { Icon, type IconName } from './parts/icon';
export { IconButton } from './parts/icon_button';
export { Notice } from './parts/notice';
export { Progress } from './parts/progress';
export { Screen } from './parts/screen';
export { Spinner } from './parts/spinner';
export { Tabs, type Tab } from './parts/tabs';
export {
    anyPicture,
    FileButtons,
    hasCameraApp,
    pictureOfFile,
    pictureOfPending,
    pictureOfStored,
    PictureStage,
    releasePicture,
    type Picture,
} from './picture';
export { canSendAgain, handIn, ProblemNotice, sendEndOf, SendingScreen, type SendEnd, type SendEvent, type SendProblem } from './sending';
