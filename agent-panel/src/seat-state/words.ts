/** Words of agent states and their limits, on the operator's page and on the floor alike. */
export const stateWords = {
  over: (time: string) => `超时 ${time}`,
  left: (time: string) => `余 ${time}`,
  limit: (minutes: number) => `${minutes} 分钟`,
  wrapUp: '话后整理',
  wrapUpOver: (time: string) => `话后整理超时 ${time} · 班长可见`,
  extend: (seconds: number) => `延时 ${seconds} 秒`,
  extended: (times: number, of: number) => `已延 ${times}/${of} 次`,
  noMore: (of: number) => `已延时 ${of} 次，不能再延`,
  seatsOver: '超时',
  onlyOver: '只看超时',
} as const;
