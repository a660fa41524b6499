/** Words that stand on every page. */
export const sharedWords = {
  product: '一号答',
  service: '12345 政务服务便民热线',
  demo: '演示环境',
  dataAsOf: (date: string) => `数据截至 ${date}`,
  noPage: '没有可以打开的页面',
  noPageWhat: (name: string) => `${name}，您的角色还没有对应的页面；如需使用，请联系系统管理员`,
  leave: '退出登录',
  sessionEnded: '登录已失效，请重新登录',
  toLight: '换成浅色',
  toDark: '换成深色',
  pages: { operator: '座席', floor: '现场' },
} as const;
