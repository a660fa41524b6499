/** Words of 我的今日. */
export const ownDayWords = {
  title: '我的今日',
  open: '我的今日：接通、时长、登记、评价',
  loading: '正在取数',
  close: '关闭',
  note: '与现场指标同一套公式，只取本人的来电和登记',
} as const;
