/**
 * How many text messages a warning takes. Vietnamese with tone marks is outside the GSM alphabet: the message is then
 * coded in UCS-2, 70 characters in one message or 67 in each of several; without marks 160, or 153.
 */
const GSM =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const GSM_LONG = '^{}\\[~]|€';

export interface SmsSize {
  characters: number;
  messages: number;
  marked: boolean;
}

export function smsSize(text: string): SmsSize {
  const letters = [...text];
  const plain = letters.every((letter) => GSM.includes(letter) || GSM_LONG.includes(letter));
  const characters = plain
    ? letters.reduce((sum, letter) => sum + (GSM_LONG.includes(letter) ? 2 : 1), 0)
    : text.length;
  const [one, many] = plain ? [160, 153] : [70, 67];
  const messages = characters === 0 ? 0 : characters <= one ? 1 : Math.ceil(characters / many);
  return { characters, messages, marked: !plain };
}

/** The same text without tone marks, for phones and networks that cannot show them. */
export function withoutMarks(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')
    .replace(/…/g, '...');
}
