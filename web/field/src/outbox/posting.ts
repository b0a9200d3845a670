/** The poster that the app and its worker use. */
import { sendPart } from './parts';
import { askKnown, sendText, type Poster } from './post';

export const poster: Poster = { text: sendText, part: sendPart, known: askKnown };
