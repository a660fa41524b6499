import { accountDisabled } from '../../application/result.ts';

/** Last words before a socket is closed: a code for the page, words for the person, a close code for the browser. */
export interface Goodbye {
  code: string;
  message: string;
  close: number;
}

/** RFC 6455 §7.4: 1001 going away, 1008 policy, 1009 too big, 1013 try again later; 4000 and above are ours. */
export const goodbyes = {
  takenOver: {
    code: 'taken-over',
    message: '座席桌面已在另一个窗口或电脑上打开，此页面停止更新。未保存的登记保存在本机。',
    close: 4001,
  },
  signedOut: {
    code: 'signed-out',
    message: '您已退出登录。未保存的登记保存在本机，登录后可继续。',
    close: 4002,
  },
  sessionEnded: {
    code: 'session-ended',
    message: '登录已超时，请重新登录。未保存的登记保存在本机。',
    close: 4002,
  },
  disabled: { code: accountDisabled.code, message: accountDisabled.message, close: 4003 },
  rightsChanged: { code: 'rights-changed', message: '您的权限有变动，页面将重新连接。', close: 4004 },
  noRight: { code: 'no-right', message: '您的角色不能打开这个页面。', close: 1008 },
  badFrame: { code: 'bad-frame', message: '页面发来的消息不合格式，连接已断开。请刷新页面。', close: 1008 },
  tooLarge: { code: 'too-large', message: '页面发来的消息过大，连接已断开。请刷新页面。', close: 1009 },
  outOfOrder: {
    code: 'out-of-order',
    message: '页面发来的消息次序不对，连接已断开。请刷新页面。',
    close: 1008,
  },
  version: {
    code: 'version',
    message: '页面与话务桥的版本不一致，请刷新页面。登记内容已保存在本机。',
    close: 4005,
  },
  tooMany: { code: 'too-many', message: '同时进行的操作过多，连接已断开，稍后自动重连。', close: 1013 },
  tooSlow: { code: 'too-slow', message: '网络过慢，连接已断开，稍后自动重连。', close: 1013 },
  silent: { code: 'silent', message: '页面没有响应，连接已断开，稍后自动重连。', close: 1001 },
  stopping: {
    code: 'stopping',
    message: '话务桥正在停止或重新启动，稍后自动重连。当前通话不受影响，登记内容已保存在本机。',
    close: 1001,
  },
} as const satisfies Record<string, Goodbye>;
