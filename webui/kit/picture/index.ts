export { anyPicture, FileButtons, hasCameraApp } from './file_buttons';
export { pictureOfFile, pictureOfPending, pictureOfStored, releasePicture, type Picture } from './picture';
export { PictureStage } from './picture_stage';
