/** Words that stand on every page. */
export const sharedWords = {
  product: '一号答',
  service: '12345 政务服务便民热线',
  demo: '演示环境',
  dataAsOf: (date: string) => `数据截至 ${date}`,
  noPage: '没有可以打开的页面',
  noPageWhat: (name: string) =>
    `${name}，您的角色在网页上还没有可做的事。账号由系统管理员在服务器上管理：npm run yihaoda -- account --help`,
  retry: '重试',
  partMissing: '这一页没有从服务器取到，可能是刚换了新版本。重试会重新加载页面，本机上没保存的登记不会丢。',
  previousPage: '上一页',
  nextPage: '下一页',
  firstPage: '已是第一页',
  lastPage: '已是最后一页',
  pageAt: (from: number, to: number, total: number) => `${from}–${to} / ${total}`,
  nothingChanged: '没有改动任何数据。',
  leave: '退出登录',
  sessionEnded: '登录已失效，请重新登录',
  toLight: '换成浅色',
  toDark: '换成深色',
  pages: { operator: '座席', floor: '现场', knowledge: '知识管理', library: '知识浏览', outbox: '发件箱' },
} as const;
