/** Words of “within so many minutes of here”, the English in the order of the Vietnamese. */
import { speech } from '../i18n/language.svelte';

export const vi = {
  open: 'Đến được trong bao nhiêu phút',
  title: 'Đến được chỗ này',
  within: 'Trong',
  minutes: (n: string) => `${n} phút`,
  pick: 'Chạm một điểm trên bản đồ.',
  again: 'Chạm điểm khác để xem lại.',
  kinds: { resource: 'Lực lượng, phương tiện, vật tư', shelter: 'Điểm tránh trú', commune: 'Xã, phường' },
  free: (n: string, of: string) => `còn ${n} trong ${of} chỗ`,
  places: (n: string) => `${n} chỗ, chưa đếm người`,
  people: (n: string) => `${n} người`,
  notReady: 'chưa sẵn sàng',
  stale: 'kiểm kê đã cũ',
  none: 'Không có gì trong phạm vi của bạn đến được chỗ này trong thời gian đó.',
  straight: 'đường thẳng',
  more: (n: string) => `và ${n} nơi nữa, xa hơn`,
  note: 'Dựa trên',
  asking: 'Đang tính đường…',
  failed: 'Chưa tính được. Bản đồ tự hỏi lại.',
  close: 'Đóng',
};

export const en: typeof vi = {
  open: 'Within so many minutes',
  title: 'Can reach this place',
  within: 'Within',
  minutes: (n) => `${n} minutes`,
  pick: 'Tap a place on the map.',
  again: 'Tap another place to look again.',
  kinds: { resource: 'Forces, means, materials', shelter: 'Shelters', commune: 'Communes' },
  free: (n, of) => `${n} of ${of} places free`,
  places: (n) => `${n} places, people not counted`,
  people: (n) => `${n} people`,
  notReady: 'not ready',
  stale: 'count is old',
  none: 'Nothing that you may see reaches this place in that time.',
  straight: 'straight line',
  more: (n) => `and ${n} more, further away`,
  note: 'Rests on',
  asking: 'Working out the ways…',
  failed: 'Not worked out yet. The map asks again by itself.',
  close: 'Close',
};

export const words = (): typeof vi => (speech.language === 'vi' ? vi : en);
