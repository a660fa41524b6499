/** Words of what reaches an operator whose page is behind others. No number, no name: whoever passes may read them. */
export const popWords = {
  title: '来电振铃',
  body: '点此回到座席桌面',
  flash: '● 来电振铃 ●',
  ask: '本页不在前台时，来电要弹出桌面提醒吗？提醒里没有号码和姓名。',
  turnOn: '开启提醒',
  never: '不再问',
  on: '已开启：本页不在前台时，来电会弹出桌面提醒。',
  refused: '浏览器没有允许提醒；需要时可在地址栏左侧的网站设置里打开。',
  keepAwake: (host: string) =>
    `为免再次漏接，请在浏览器设置的“性能”（或“系统”“标签页休眠”）里，把 ${host} 加入始终保持活动的网站`,
  discarded: '浏览器为省内存曾把本页丢弃，刚刚重新载入，其间的来电没有弹屏；请核对未接来电',
  dismiss: '知道了',
} as const;
