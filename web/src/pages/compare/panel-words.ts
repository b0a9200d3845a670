/** Words of small maps, one for each period or indicator. */
import { speech } from '../../i18n/language.svelte';

const vi = {
  known: (n: string) => `${n} xã có số`,
  common: 'Một thang màu chung cho mọi bản đồ: tính trên trị số của tất cả.',
  byPeriods: (n: number) => `${n} kỳ liền nhau`,
  byIndicators: (n: number) => `${n} chỉ số cùng đơn vị`,
  severalHow: 'Mặc định mỗi bản đồ là một kỳ. Chọn thêm chỉ số cùng đơn vị để mỗi bản đồ là một chỉ số.',
  noneLike: 'Không có chỉ số nào khác cùng đơn vị đã có số liệu.',
};

const en: typeof vi = {
  known: (n: string) => `${n} communes`,
  common: 'One legend for all maps, worked out from the values of all of them.',
  byPeriods: (n: number) => `${n} periods in a row`,
  byIndicators: (n: number) => `${n} indicators in one unit`,
  severalHow: 'Each map is a period, unless further indicators in the same unit are chosen here.',
  noneLike: 'No other indicator in this unit has values.',
};

export const panelWords = (): typeof vi => (speech.language === 'vi' ? vi : en);
