import type { LinkState } from './ports.ts';

export interface LinkView {
  state: LinkState['state'];
  since: number;
  zh: string;
}

/** What the state of the link means to an operator: what happened, what is safe, what to do. */
export function linkView(link: LinkState): LinkView {
  const { state, since } = link;
  switch (state) {
    case 'connecting':
      return { state, since, zh: '正在连接话务系统，队列和座席状态稍后显示。登记和检索可以照常使用。' };
    case 'up':
      return { state, since, zh: '话务系统已连接。' };
    case 'lost':
      return {
        state,
        since,
        zh: '与话务系统的连接已断开，正在自动重连。当前通话不受影响，登记内容已保存在本机；队列和座席状态停留在断开之前。',
      };
    case 'refused':
      return {
        state,
        since,
        zh: '话务系统拒绝了连接，来电弹屏暂不可用。请用话机正常接听，并告知系统管理员：话务桥的账号、权限或配置需要检查。',
      };
  }
}
