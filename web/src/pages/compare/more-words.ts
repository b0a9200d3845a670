/** Words of rates, parts and small maps. */
import { speech } from '../../i18n/language.svelte';

const vi = {
  known: (n: string) => `${n} xã có số`,
  common: 'Một thang màu chung cho mọi bản đồ: tính trên trị số của tất cả.',
  byPeriods: (n: number) => `${n} kỳ liền nhau`,
  byIndicators: (n: number) => `${n} chỉ số cùng đơn vị`,
  severalHow: 'Mặc định mỗi bản đồ là một kỳ. Chọn thêm chỉ số cùng đơn vị để mỗi bản đồ là một chỉ số.',
  noneLike: 'Không có chỉ số nào khác cùng đơn vị đã có số liệu.',
  part: 'Phân tổ',
  whole: 'Tổng số',
  denominator: 'Tính tỷ suất trên',
  noRate: 'Không tính tỷ suất',
  residents: 'Dân số (tệp ranh giới)',
  per: 'Trên mỗi',
  shrink: 'Co về trung bình (Bayes)',
  shrinkWhy: 'Tỷ suất của xã có mẫu số nhỏ được kéo về trung bình chung (Bayes thực nghiệm, Marshall 1991).',
  interval: 'Khoảng 95 %',
  rawInterval: 'Khoảng 95 % của tỷ suất thô',
  few: 'ít ca',
  fewWhy: 'Dưới 20 ca: tỷ suất kém chắc chắn',
};

const en: typeof vi = {
  known: (n: string) => `${n} communes`,
  common: 'One legend for all maps, worked out from the values of all of them.',
  byPeriods: (n: number) => `${n} periods in a row`,
  byIndicators: (n: number) => `${n} indicators in one unit`,
  severalHow: 'Each map is a period, unless further indicators in the same unit are chosen here.',
  noneLike: 'No other indicator in this unit has values.',
  part: 'Broken down',
  whole: 'Total',
  denominator: 'Rate over',
  noRate: 'No rate',
  residents: 'Residents (boundary file)',
  per: 'Per',
  shrink: 'Shrink to the mean (Bayes)',
  shrinkWhy: 'Rates on a small base are moved towards the mean of all (empirical Bayes, Marshall 1991).',
  interval: '95 % interval',
  rawInterval: '95 % interval of the raw rate',
  few: 'few cases',
  fewWhy: 'Fewer than 20 cases: the rate is uncertain',
};

export const moreWords = (): typeof vi => (speech.language === 'vi' ? vi : en);
