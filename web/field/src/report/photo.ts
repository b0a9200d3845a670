/** Photographs made small enough to send from a valley; the original is kept only where that is asked for. */

/** Longest side of a photograph that is sent (pixels): a number plate is still read, a line of 2G still sends it. */
export const LONGEST_SIDE = 1600;
const QUALITY = 0.78;
/** Below this a picture is sent as it is. */
const SMALL_BYTES = 250_000;

export interface Picture {
  bytes: ArrayBuffer;
  type: string;
  name: string;
  /** False where the browser could not read it and the file is kept as it came. */
  read: boolean;
}

/** How large a picture becomes: never enlarged, the longest side at most `longest`. Pure. */
export function fitted(
  width: number,
  height: number,
  longest = LONGEST_SIDE,
): { width: number; height: number } {
  const share = Math.min(1, longest / Math.max(width, height, 1));
  return { width: Math.max(1, Math.round(width * share)), height: Math.max(1, Math.round(height * share)) };
}

export async function shrunk(file: File, original: boolean): Promise<Picture> {
  const asItIs = async (read: boolean): Promise<Picture> => ({
    bytes: await file.arrayBuffer(),
    type: file.type || 'application/octet-stream',
    name: file.name || 'anh.jpg',
    read,
  });
  if (original) return asItIs(true);
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    return asItIs(false);
  }
  try {
    const { width, height } = fitted(bitmap.width, bitmap.height);
    if (file.size <= SMALL_BYTES && width === bitmap.width && file.type === 'image/jpeg')
      return await asItIs(true);
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, width, height);
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY));
    canvas.width = canvas.height = 0;
    if (!blob) return await asItIs(true);
    const name = `${(file.name || 'anh').replace(/\.[^.]*$/, '')}.jpg`;
    return { bytes: await blob.arrayBuffer(), type: 'image/jpeg', name, read: true };
  } finally {
    bitmap.close();
  }
}
