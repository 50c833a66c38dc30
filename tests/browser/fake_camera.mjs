// Cameras for a browser without any: Chromium plays a motion JPEG made of a test photo, and tests can break what it opens.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '../http/launch.mjs';
import { startBrowserWithVideo } from './phone.mjs';
import { picture } from './photo_page.mjs';

/// A browser whose only camera sees `photo`, as its pixels are stored. It asks the person before it opens it.
export function startBrowserWithCamera(photo) {
  const film = join(temporaryDirectory('camera'), 'film.mjpeg');
  const frame = readFileSync(picture(photo));
  writeFileSync(film, Buffer.concat(Array(30).fill(frame)));
  return startBrowserWithVideo(film);
}

export const allowCamera = ({ context }) => context.grantPermissions(['camera']);

/// The person said no for good. Playwright can only allow.
export async function denyCamera(phone, url) {
  const devtools = await phone.context.newCDPSession(phone.page);
  await devtools.send('Browser.setPermission', { permission: { name: 'camera' }, setting: 'denied', origin: new URL(url).origin });
}

/// From the next page on getUserMedia fails with the DOMException `name`, as it does on a phone; `times` times.
export const breakCamera = ({ page }, name, times = 1e9) =>
  page.addInitScript(
    ([name, times]) => {
      const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getUserMedia = async (wish) => {
        if (times-- > 0) throw new DOMException('broken by the test', name);
        return open(wish);
      };
    },
    [name, times],
  );

/// From the next page on the camera has a light, the phone `count` cameras, and `window.wishes` what was asked for.
export const enrichCamera = ({ page }, count) =>
  page.addInitScript((count) => {
    const { mediaDevices } = navigator;
    const [list, open] = [mediaDevices.enumerateDevices.bind(mediaDevices), mediaDevices.getUserMedia.bind(mediaDevices)];
    window.wishes = [];
    window.tracks = [];
    const names = ['Back camera', 'Front camera', 'Back ultra wide camera'];
    mediaDevices.enumerateDevices = async () => {
      const real = (await list()).find(({ kind }) => kind === 'videoinput');
      return names
        .slice(0, count)
        .map((label, index) => ({ kind: 'videoinput', deviceId: index ? `other-${index}` : real.deviceId, label }));
    };
    mediaDevices.getUserMedia = async (wish) => {
      window.wishes.push(wish.video);
      const stream = await open({ video: true });
      const [track] = stream.getVideoTracks();
      const { deviceId } = wish.video;
      const facingMode = wish.video.facingMode?.ideal ?? 'environment';
      const settings = track.getSettings();
      track.getSettings = () => ({ ...settings, facingMode, ...(deviceId ? { deviceId: deviceId.exact } : {}) });
      track.getCapabilities = () => ({ torch: facingMode === 'environment' });
      track.applyConstraints = async ({ advanced: [{ torch }] }) => {
        window.torch = torch;
      };
      window.tracks.push(track);
      return stream;
    };
  }, count);
