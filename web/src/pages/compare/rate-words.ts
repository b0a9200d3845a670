/** Words of rates and their intervals. */
import { speech } from '../../i18n/language.svelte';

const vi = {
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

export const rateWords = (): typeof vi => (speech.language === 'vi' ? vi : en);
