import type { TabName } from './tabs.ts';

export const words = {
  title: '知识管理 · 12345 热线',
  tabs: {
    entries: '条目',
    tasks: '待办',
    imports: '导入',
    sources: '来源',
    usage: '使用情况',
    trials: '排序试验',
  } satisfies Record<TabName, string>,
  parts: '知识管理的各部分',
} as const;
