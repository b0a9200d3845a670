import { frame } from './frame';
import { work } from './work';

export const en = { ...frame, ...work };
