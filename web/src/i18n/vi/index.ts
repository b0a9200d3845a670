/** The Vietnamese words; the English ones follow their shape. */
import { frame } from './frame';
import { work } from './work';

export const vi = { ...frame, ...work };
