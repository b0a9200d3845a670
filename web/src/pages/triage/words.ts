/** Words of the page “Bàn xử lý tin báo”. */
import { speech } from '../../i18n/language.svelte';
import { en } from './en';
import { vi } from './vi';

export const words = () => (speech.language === 'vi' ? vi : en);
