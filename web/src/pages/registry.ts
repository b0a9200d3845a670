/**
 * The pages beside the map: whoever adds one adds a folder here and a line below, and nothing else.
 * A page has its own texts and styles; what two pages need lies in `ui/`.
 */
import BadgeCheck from '@lucide/svelte/icons/badge-check';
import BellRing from '@lucide/svelte/icons/bell-ring';
import Biohazard from '@lucide/svelte/icons/biohazard';
import ClipboardList from '@lucide/svelte/icons/clipboard-list';
import Dam from '@lucide/svelte/icons/dam';
import Columns2 from '@lucide/svelte/icons/columns-2';
import FileSpreadsheet from '@lucide/svelte/icons/file-spreadsheet';
import Gauge from '@lucide/svelte/icons/gauge';
import ListChecks from '@lucide/svelte/icons/list-checks';
import ListPlus from '@lucide/svelte/icons/list-plus';
import Megaphone from '@lucide/svelte/icons/megaphone';
import QrCode from '@lucide/svelte/icons/qr-code';
import RadioTower from '@lucide/svelte/icons/radio-tower';
import Scale from '@lucide/svelte/icons/scale';
import Share2 from '@lucide/svelte/icons/share-2';
import ShieldCheck from '@lucide/svelte/icons/shield-check';
import Send from '@lucide/svelte/icons/send';
import Tag from '@lucide/svelte/icons/tag';
import TriangleAlert from '@lucide/svelte/icons/triangle-alert';
import type { Page } from './page';

export const PAGES: readonly Page[] = [
  {
    path: '/compare',
    title: { vi: 'So sánh chỉ số', en: 'Compare indicators' },
    icon: Columns2,
    group: 'plan',
    inMenu: true,
    load: () => import('./compare/ComparePage.svelte'),
  },
  {
    path: '/compare/:id',
    title: { vi: 'So sánh chỉ số', en: 'Compare indicators' },
    icon: Columns2,
    group: 'plan',
    inMenu: false,
    load: () => import('./compare/ComparePage.svelte'),
  },
  {
    path: '/damage',
    title: { vi: 'Thiệt hại', en: 'Damage' },
    icon: ClipboardList,
    group: 'work',
    inMenu: true,
    load: () => import('./damage/Damage.svelte'),
  },
  {
    path: '/danger',
    title: { vi: 'Nguy hiểm theo xã', en: 'Danger by commune' },
    icon: TriangleAlert,
    group: 'now',
    inMenu: true,
    load: () => import('./danger/DangerPage.svelte'),
  },
  {
    path: '/danger/:code',
    title: { vi: 'Nguy hiểm theo xã', en: 'Danger by commune' },
    icon: TriangleAlert,
    group: 'now',
    inMenu: false,
    load: () => import('./danger/DangerPage.svelte'),
  },
  {
    path: '/readiness',
    title: { vi: 'Bốn tại chỗ', en: 'Four on the spot' },
    icon: ShieldCheck,
    group: 'now',
    inMenu: true,
    load: () => import('./readiness/ReadinessPage.svelte'),
  },
  {
    path: '/readiness/:code',
    title: { vi: 'Phiếu bốn tại chỗ của xã', en: 'Readiness of a commune' },
    icon: ShieldCheck,
    group: 'now',
    inMenu: false,
    load: () => import('./readiness/SheetPage.svelte'),
  },
  {
    path: '/dispatch',
    title: { vi: 'Điều động', en: 'Dispatch' },
    icon: Send,
    group: 'now',
    inMenu: true,
    load: () => import('./dispatch/DispatchPage.svelte'),
  },
  {
    path: '/quality',
    title: { vi: 'Chất lượng số liệu', en: 'Data quality' },
    icon: BadgeCheck,
    group: 'plan',
    inMenu: true,
    load: () => import('./quality/QualityPage.svelte'),
  },
  {
    path: '/reporting',
    title: { vi: 'Việc phải báo cáo', en: 'Reports due' },
    icon: FileSpreadsheet,
    group: 'plan',
    roles: ['admin', 'planner', 'commune'],
    inMenu: true,
    load: () => import('./reporting/Todo.svelte'),
  },
  {
    path: '/reporting/:id',
    title: { vi: 'Biểu báo cáo', en: 'Report form' },
    icon: FileSpreadsheet,
    group: 'plan',
    inMenu: false,
    load: () => import('./reporting/FormPage.svelte'),
  },
  {
    path: '/codes',
    title: { vi: 'Danh mục phân tổ', en: 'Breakdown codes' },
    icon: Tag,
    group: 'plan',
    roles: ['admin', 'planner', 'commune'],
    inMenu: true,
    load: () => import('./codes/CodesPage.svelte'),
  },
  {
    path: '/components',
    title: { vi: 'Chỉ số thành phần', en: 'Component indicators' },
    icon: ListPlus,
    group: 'plan',
    roles: ['admin', 'planner', 'commune'],
    inMenu: true,
    load: () => import('./components/ComponentsPage.svelte'),
  },
  {
    path: '/shared',
    title: { vi: 'Số liệu được chia sẻ', en: 'Shared values' },
    icon: Share2,
    group: 'plan',
    inMenu: true,
    load: () => import('./sharing/SharedPage.svelte'),
  },
  {
    path: '/disease',
    title: { vi: 'Dịch bệnh', en: 'Disease' },
    icon: Biohazard,
    group: 'work',
    inMenu: true,
    load: () => import('./disease/DiseasePage.svelte'),
  },
  {
    path: '/rules',
    title: { vi: 'Quy tắc nguy hiểm', en: 'Rules of danger' },
    icon: Scale,
    group: 'system',
    inMenu: true,
    load: () => import('./rules/RulesPage.svelte'),
  },
  {
    path: '/rules/:id',
    title: { vi: 'Quy tắc nguy hiểm', en: 'Rules of danger' },
    icon: Scale,
    group: 'system',
    inMenu: false,
    load: () => import('./rules/RulesPage.svelte'),
  },
  {
    path: '/escalation',
    title: { vi: 'Người nhận tin quá hạn', en: 'Who is told when overdue' },
    icon: BellRing,
    group: 'system',
    roles: ['admin', 'duty'],
    inMenu: true,
    load: () => import('./escalation/EscalationPage.svelte'),
  },
  {
    path: '/feeds',
    title: { vi: 'Nguồn dữ liệu', en: 'Feeds' },
    icon: RadioTower,
    group: 'system',
    inMenu: true,
    load: () => import('./feeds/FeedsPage.svelte'),
  },
  {
    path: '/feeds/:name',
    title: { vi: 'Nguồn dữ liệu', en: 'Feeds' },
    icon: RadioTower,
    group: 'system',
    inMenu: false,
    load: () => import('./feeds/FeedsPage.svelte'),
  },
  {
    path: '/teams',
    title: { vi: 'Đội hiện trường', en: 'Field teams' },
    icon: QrCode,
    group: 'work',
    roles: ['admin', 'duty'],
    inMenu: true,
    load: () => import('./teams/Teams.svelte'),
  },
  {
    path: '/triage',
    title: { vi: 'Bàn xử lý tin báo', en: 'Triage desk' },
    icon: ListChecks,
    group: 'now',
    roles: ['admin', 'duty', 'commune'],
    inMenu: true,
    load: () => import('./triage/TriagePage.svelte'),
  },
  {
    path: '/triage/:id',
    title: { vi: 'Bàn xử lý tin báo', en: 'Triage desk' },
    icon: ListChecks,
    group: 'now',
    inMenu: false,
    load: () => import('./triage/TriagePage.svelte'),
  },
  {
    path: '/warnings',
    title: { vi: 'Cảnh báo', en: 'Warnings' },
    icon: Megaphone,
    group: 'now',
    inMenu: true,
    load: () => import('./warnings/Warnings.svelte'),
  },
  {
    path: '/works',
    title: { vi: 'Công trình và đường', en: 'Works and roads' },
    icon: Dam,
    group: 'work',
    inMenu: true,
    load: () => import('./works/WorksPage.svelte'),
  },
  {
    path: '/stations/:id',
    title: { vi: 'Trạm quan trắc', en: 'Station' },
    icon: Gauge,
    group: 'now',
    inMenu: false,
    load: () => import('./station/StationPage.svelte'),
  },
];
