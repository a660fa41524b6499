function inWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

/** Every word of the usage. */
export const words = {
  label: '使用情况',
  loading: '正在取数',
  period: '时段',
  spans: { 1: '今天', 7: '近 7 天', 30: '近 30 天' },
  own: '自定',
  from: '从',
  to: '到',
  apply: '查看',
  badPeriod: '起始日期不能晚于截止日期，截止日期不能晚于今天',
  days: (from: string, to: string) => (from === to ? from : `${from} 至 ${to}`),
  searches: '检索',
  searchesWhat: '停顿两秒或采用了答复才算一次；不记是谁问的',
  funnel: '从检索到采用',
  steps: ['全部检索', '有结果', '采用了答复', '采用第一条'],
  times: (n: number) => `${n} 次`,
  percent: (value: number) => `${(value * 100).toFixed(1)}%`,
  none: '—',
  noneCounted: '没有可算的检索',
  quiet: '这段时间没有人检索',
  quietWhat: '换一个时段，或者等座席开始应答后再看。',
  zero: '零结果词',
  zeroWhat: '问了，什么也没找到：库里缺的知识',
  zeroNone: '没有问空的词',
  notAdopted: '未采用的问题',
  notAdoptedWhat: '有结果，但一条也没用上：可能答非所问',
  notAdoptedNone: '有结果的检索都用上了',
  used: '最常用',
  usedWhat: '被采用的答复，次数多的在前',
  usedNone: '还没有采用过答复',
  builtIn: '随产品示范文本',
  never: '从未采用',
  neverWhat: '在用，但这段时间没有人用过：可能找不到，也可能已没有用',
  neverNone: '在用的条目都用过',
  neverMore: (listed: number, total: number) => `共 ${total} 条，只列最早发布的 ${listed} 条`,
  published: (when: string) => `${when} 发布`,
  make: '建任务',
  making: '正在建',
  made: '查看任务',
  madeAlready: '已有任务',
  /** without digits in a row, which a task's words would mask as somebody's number */
  taskWords: (from: string, to: string, count: number) =>
    `零结果词：${inWords(from)}至${inWords(to)}检索 ${count} 次，没有结果`,
  top: (n: number) => `前 ${n} 条`,
} as const;
