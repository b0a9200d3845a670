/** What a page beside the map says of itself. */
import type { LucideProps } from '@lucide/svelte';
import type { Component } from 'svelte';
import type { Said } from '../i18n/language.svelte';

export type PageGroup = 'now' | 'work' | 'plan' | 'system';

/** A page whose path has places for names gets what stands in them. */
export type PageComponent = Component<{ params: Record<string, string> }>;

export interface Page {
  /** `/feeds`, or with places for names: `/stations/:id`. */
  path: string;
  title: Said;
  icon: Component<LucideProps>;
  group: PageGroup;
  /** Who finds it in the menu; everybody who is signed in where none is named. The server decides who may act. */
  roles?: readonly string[];
  /** False for a page that is reached from another one alone. */
  inMenu: boolean;
  load: () => Promise<{ default: PageComponent | Component<Record<string, never>> }>;
}

export const GROUPS: Record<PageGroup, Said> = {
  now: { vi: 'Lúc này', en: 'Now' },
  work: { vi: 'Điều hành', en: 'Operations' },
  plan: { vi: 'Chỉ số, kế hoạch', en: 'Indicators and planning' },
  system: { vi: 'Hệ thống', en: 'System' },
};
