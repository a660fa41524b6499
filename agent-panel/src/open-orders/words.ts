/** Words of 未办结工单 in the city's own order system. */
export const orderWords = {
  title: '未办结工单',
  asking: '正在查询…',
  none: '没有未办结的工单',
  more: '还有更多，请在工单系统中查看',
  again: '再查',
  confidential: '（来电人要求保密）',
  due: (day: string) => `${day} 到期`,
  over: '已超期',
  number: (orderNo: string) => `工单号 ${orderNo}`,
  openedOn: (day: string) => `${day} 登记`,
  open: '打开',
  openWhat: (orderNo: string, system: string) => `在${system}中打开工单 ${orderNo}（新标签页）`,
} as const;
