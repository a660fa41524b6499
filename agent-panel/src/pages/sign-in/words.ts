export const words = {
  title: '登录 · 一号答',
  heading: '一号答',
  service: '12345 政务服务便民热线',
  line: '一个号码，一个答复',
  login: '账号',
  password: '密码',
  enter: '登录',
  entering: '正在登录',
  fillLogin: '请填写账号',
  fillPassword: '请填写密码',
  caps: '大写锁定已打开',
} as const;
