/** Text without tone marks and in small letters, so that "Lào Cai", "lao cai" and decomposed Unicode meet. */
export function withoutMarks(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .trim();
}
