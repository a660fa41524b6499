/** What the link says to people, on whatever page. */
export const linkWords = {
  notConnected: '与话务桥的连接已断开，此操作未发出；连接恢复后请再试一次',
  unconfirmed: '与话务桥的连接中断，此操作未得到确认；请以页面上的当前状态为准',
  unknownFrame: '收到本页面不认识的消息，页面与话务桥的版本可能不一致；登记内容已保存在本机，请刷新页面',
  noNetwork: '连不上服务器，请检查网络后再试',
  oddAnswer: '服务器的回答不是预期的格式，请联系系统管理员',
} as const;
