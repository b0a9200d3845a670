/** Words of the page on codes of open code lists. */
import type { Standing, Step } from './model';

const vi = {
  title: 'Danh mục phân tổ',
  lead: 'Mã là một dòng phân tổ mới trong biểu báo cáo, ví dụ “Chim cút” dưới “Đàn gia cầm”. Người này đề xuất, người khác duyệt; duyệt xong có ngay trong mọi biểu.',
  propose: 'Đề xuất mã',
  list: 'Danh mục',
  allLists: 'Mọi danh mục mở',
  printed: (names: string) => `Có sẵn trong quyết định: ${names}.`,
  nothingPrinted: 'Quyết định không ghi sẵn tên nào trong danh mục này.',
  none: 'Chưa có mã nào được thêm. Bấm “Đề xuất mã”, chọn danh mục và ghi tên; khi người khác duyệt, dòng mới có ngay trong biểu nhập và biểu Excel.',
  noneHere: 'Danh mục này chưa có mã nào được thêm. Bấm “Đề xuất mã” để thêm dòng phân tổ mà biểu còn thiếu.',
  notLive:
    'Bạn đang ở phần xem lại hoặc diễn tập. Danh mục mã dùng chung nên chỉ đề xuất, duyệt hoặc đóng ở phần trực tiếp.',
  columns: {
    name: 'Tên',
    list: 'Danh mục',
    code: 'Mã',
    standing: 'Tình trạng',
    proposed: 'Đề xuất',
    decided: 'Quyết định',
  },
  steps: { approve: 'Duyệt', refuse: 'Từ chối', close: 'Đóng', reopen: 'Mở lại' } as Record<Step, string>,
  stepColumn: 'Việc làm được',
  standings: {
    proposed: 'chờ duyệt',
    approved: 'đang dùng',
    closed: 'đã đóng',
    refused: 'từ chối',
  } as Record<Standing, string>,
  closedFrom: (day: string) => `đóng từ ${day}`,
  ownProposal: 'Bạn đề xuất mã này nên người khác duyệt.',
  about: {
    approve: 'Hệ thống tự đặt mã. Dòng mới có ngay trong biểu của mọi chỉ số có phân tổ này.',
    refuse: 'Đề xuất vẫn được lưu cùng lý do; sau này đề xuất lại tên đó được.',
    close: 'Kỳ kết thúc từ ngày này không nhận giá trị mới. Giá trị đã có vẫn giữ, mã không bị xóa.',
    reopen: 'Mã nhận giá trị trở lại.',
  } as Record<Step, string>,
  nameVi: 'Tên tiếng Việt',
  nameViHint: 'Viết như sẽ hiện trong biểu, ví dụ: Chim cút',
  nameEn: 'Tên tiếng Anh (nếu có)',
  note: 'Ghi chú (nếu có)',
  noteHint: 'Vì sao cần, gồm những gì',
  choose: 'Chọn danh mục',
  day: 'Đóng từ ngày',
  reason: 'Lý do',
  send: 'Gửi đề xuất',
  sending: 'Đang gửi…',
  cancel: 'Thôi',
};

const en: typeof vi = {
  title: 'Breakdown codes',
  lead: 'A code is a new row of the forms below a figure, for example “quails” below “Poultry”. One person proposes it, another approves it; once approved it is in every form.',
  propose: 'Propose a code',
  list: 'Code list',
  allLists: 'All open lists',
  printed: (names) => `Printed in the decision: ${names}.`,
  nothingPrinted: 'The decision prints no member of this list.',
  none: 'No code was added yet. Press “Propose a code”, choose the list and write the name; once somebody else approves it, the row is in the forms on screen and in Excel.',
  noneHere: 'No code was added to this list yet. Press “Propose a code” to add the row that the form lacks.',
  notLive:
    'You are in a replay or a drill. Codes are shared by all spaces, so they are proposed, approved and closed in the live space alone.',
  columns: {
    name: 'Name',
    list: 'Code list',
    code: 'Code',
    standing: 'State',
    proposed: 'Proposed',
    decided: 'Decided',
  },
  steps: { approve: 'Approve', refuse: 'Refuse', close: 'Close', reopen: 'Open again' },
  stepColumn: 'What can be done',
  standings: { proposed: 'to be approved', approved: 'in use', closed: 'closed', refused: 'refused' },
  closedFrom: (day) => `closed from ${day}`,
  ownProposal: 'You proposed this code, so somebody else decides.',
  about: {
    approve: 'The system makes the code. The row is at once in the forms of every indicator broken down so.',
    refuse: 'The proposal stays on record with the reason; the name may be proposed again.',
    close:
      'Periods that end on this day or later take no new value. Values stay, and the code is not deleted.',
    reopen: 'The code takes values again.',
  },
  nameVi: 'Vietnamese name',
  nameViHint: 'As it will stand in the form, for example: Chim cút',
  nameEn: 'English name (if any)',
  note: 'Note (if any)',
  noteHint: 'Why it is needed, what it covers',
  choose: 'Choose a list',
  day: 'Closed from',
  reason: 'Reason',
  send: 'Send the proposal',
  sending: 'Sending…',
  cancel: 'Cancel',
};

export const WORDS = { vi, en };
export type CodesWords = typeof vi;
