/** QR codes from a camera or a picture. The decoder comes along with this page: no browser's own is needed. */
import decodeQR from 'qr/decode.js';

/** A picture is looked at no larger than this: a code that fills a third of it is still read. */
const SIDE = 1200;
const CAMERA_SIDE = 720;

function decoded(source: CanvasImageSource, width: number, height: number, side: number): string | null {
  const share = Math.min(1, side / Math.max(width, height, 1));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * share));
  canvas.height = Math.max(1, Math.round(height * share));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return null;
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  try {
    return decodeQR(context.getImageData(0, 0, canvas.width, canvas.height));
  } catch {
    return null;
  }
}

/** The text of the code in a picture, or null where there is none that can be read. */
export async function codeIn(file: Blob): Promise<string | null> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    return null;
  }
  try {
    return decoded(bitmap, bitmap.width, bitmap.height, SIDE);
  } finally {
    bitmap.close();
  }
}

/** Looks through the camera until stopped; `failed` resolves where there is no camera to look through. */
export function watch(
  video: HTMLVideoElement,
  found: (text: string) => Promise<void>,
): { stop: () => void; failed: Promise<void> } {
  let stopped = false;
  let stream: MediaStream | null = null;
  let last = '';
  const stop = () => {
    stopped = true;
    for (const track of stream?.getTracks() ?? []) track.stop();
    video.srcObject = null;
  };
  const failed = (async () => {
    try {
      stream = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: 'environment', width: { ideal: 1280 } },
      });
    } catch {
      return;
    }
    video.srcObject = stream;
    await video.play().catch(() => undefined);
    while (!stopped) {
      await new Promise((next) => setTimeout(next, 120));
      if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) continue;
      const text = decoded(video, video.videoWidth, video.videoHeight, CAMERA_SIDE);
      if (text !== null && text !== last) {
        last = text;
        await found(text);
      }
    }
    await new Promise<void>(() => undefined);
  })();
  return { stop, failed };
}
