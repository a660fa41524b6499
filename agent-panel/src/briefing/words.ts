/** Words of 班前播报 on the operator's page. */
export const briefingWords = {
  name: '班前播报',
  open: (unread: number) =>
    unread > 0 ? `班前播报：今天有 ${unread} 条没看过的变化` : '班前播报：今天新发布、施行、失效、下架的规定',
  unread: (n: number) => `${n}`,
  title: (day: string) => `班前播报 ${day}`,
  close: '关闭',
  loading: '正在取数',
  none: '今天没有变化',
  noneWhat: '没有条目在今天发布、施行、失效或下架。',
  fresh: '没看过',
  more: '近几天的变化',
  opens: '全文在新标签页打开，本页的通话不受影响',
} as const;
