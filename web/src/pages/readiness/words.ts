/** Words of the page “Bốn tại chỗ”. */
import { speech } from '../../i18n/language.svelte';
import { en } from './en';
import { vi } from './vi';

export const words = (): typeof vi => (speech.language === 'vi' ? vi : en);
