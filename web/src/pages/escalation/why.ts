import type { Said } from '../../i18n/language.svelte';

/** What receipts say of an attempt that failed, for whoever reads the page; the server keeps them for its log. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/^no mail server is set/, 'Chưa đặt máy chủ thư (GEOOPS_SMTP_URL)'],
  [/^the mail server refuses the recipient/, 'Máy chủ thư không nhận địa chỉ này'],
  [/^the key that sealed the address is not here/, 'Mất khóa niêm phong địa chỉ: hãy nhập lại địa chỉ'],
  [/^the recipient was removed/, 'Đã bỏ người nhận'],
  [/^no answer in (\d+) s/, 'Không trả lời trong $1 giây'],
  [/^name not found/, 'Không tìm thấy máy của nơi nhận'],
  [/^HTTP (\d{3})/, 'Nơi nhận trả lời HTTP $1'],
  [/^apprise does not understand/, 'apprise không hiểu địa chỉ này'],
  [/^apprise reports/, 'Kênh không nhận tin'],
  [/^Connect(ion)?(Refused)?(Error|Timeout)/, 'Không nối được tới nơi nhận'],
];

/** A reason in both languages; one that is not known stays as it was written. */
export function why(error: string): Said {
  for (const [pattern, vi] of REASONS) {
    const found = pattern.exec(error);
    if (found) return { vi: vi.replace('$1', found[1] ?? ''), en: error };
  }
  return { vi: error, en: error };
}

/** What a list says of a recipient whose address the server can no longer open. */
export const unreadable = why('the key that sealed the address is not here: enter the address again');
