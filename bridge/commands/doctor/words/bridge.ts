import { type TroubleOf, type TroubleWords, told } from './told.ts';

export function bridgeWords(
  trouble: TroubleOf<
    | 'bridge-silent'
    | 'bridge-untrusted'
    | 'not-the-bridge'
    | 'bridge-unlinked'
    | 'account-refused'
    | 'no-operator'
    | 'page-refused'
    | 'page-without-desk'
    | 'other-exchange'
    | 'bridge-in-demo'
    | 'account-at-seat'
  >,
): TroubleWords {
  switch (trouble.kind) {
    case 'bridge-silent':
      return told(
        `话务桥 ${trouble.url} 没有应答：${trouble.reason}`,
        `the bridge does not answer at ${trouble.url}: ${trouble.reason}`,
        '启动话务桥（npm start -- --config …），或用 --url 写出浏览器里打开的地址；隔着反向代理时也看代理',
        'start the bridge, or give the address that browsers open by --url; look at a reverse proxy too',
      );
    case 'bridge-untrusted':
      return told(
        `${trouble.url} 的证书不被信任：${trouble.reason}`,
        `the certificate of ${trouble.url} is not trusted: ${trouble.reason}`,
        '用 --url 写证书上的域名；自签证书以环境变量 NODE_EXTRA_CA_CERTS 指明。浏览器里同样打不开时先换证书',
        'give the certificate’s own name by --url, and a CA of your own by NODE_EXTRA_CA_CERTS',
      );
    case 'not-the-bridge':
      return told(
        `${trouble.url} 上应答的不是话务桥（HTTP ${trouble.status}）`,
        `what answers at ${trouble.url} is no bridge (HTTP ${trouble.status})`,
        '核对 --url、bridge.listen、bridge.basePath 和反向代理的转发',
        'check --url, bridge.listen, bridge.basePath and the reverse proxy',
      );
    case 'bridge-unlinked':
      return told(
        `话务桥在运行，但它与交换机的连接${linkZh[trouble.link] ?? `为 ${trouble.link}`}`,
        `the bridge runs, but its link to the exchange is ${trouble.link}`,
        trouble.link === 'refused'
          ? '看话务桥启动时打印的原因：账号、密码或证书；改好后它每分钟内自动重试'
          : '看话务桥打印的原因和两台机器之间的网络；它会自动重连，连上后重新运行',
        trouble.link === 'refused'
          ? 'read what the bridge printed: account, secret or certificate; it tries again within a minute'
          : 'read what the bridge printed and look at the network between; it connects again by itself',
      );
    case 'account-refused':
      return told(
        `账号 ${trouble.login} 不能登录：${trouble.message}`,
        `account ${trouble.login} cannot sign in`,
        '核对登录名和密码；account reset 可重设密码',
        'check login and password; `account reset` sets a new one',
      );
    case 'no-operator':
      return told(
        `账号 ${trouble.login} 没有座席角色，不能签入`,
        `account ${trouble.login} is no operator and cannot take a seat`,
        '用一个专供测试的座席账号（account add --roles operator）',
        'use an operator’s account made for tests (account add --roles operator)',
      );
    case 'page-refused':
      return told(
        `页面的长连接（WebSocket）打不开：${trouble.reason}`,
        `the page’s WebSocket cannot be opened: ${trouble.reason}`,
        '隔着反向代理时，让它转发 Upgrade、Host、X-Forwarded-Proto，并把代理写进 bridge.trustedProxy',
        'behind a reverse proxy: let it pass Upgrade, Host and X-Forwarded-Proto, and name it in bridge.trustedProxy',
      );
    case 'page-without-desk':
      return told(
        '长连接打开了，但话务桥没有发来座席面板的内容',
        'the socket is open, but the bridge sends no desk',
        '看话务桥的日志，重启话务桥后再试；话务桥与本命令须是同一版本',
        'read the bridge’s log, start it again; bridge and this command have to be of one version',
      );
    case 'other-exchange':
      return told(
        `这个话务桥用的是另一份配置：它的交换机是 ${trouble.found}，配置文件里是 ${trouble.expected}`,
        `this bridge runs another site: its exchange is ${trouble.found}, the file says ${trouble.expected}`,
        '用话务桥启动时的那份 hotline.yaml，或用 --url 指向正确的话务桥',
        'give the hotline.yaml that the bridge was started with, or the right bridge by --url',
      );
    case 'bridge-in-demo':
      return told(
        '这个地址上的话务桥是演示，不连真实交换机',
        'the bridge at this address is a demo without an exchange',
        '以 npm start -- --config hotline.yaml 启动话务桥',
        'start the bridge by npm start -- --config hotline.yaml',
      );
    case 'account-at-seat':
      return told(
        `这个账号正坐在座席 ${trouble.seat}，没有动它；它开着的页面因本次登录断开，重新打开即可`,
        `this account sits at seat ${trouble.seat}, which was left alone; its open page was ended by this sign-in and can be opened again`,
        '用一个专供测试的座席账号；若是上次检查被强行终止留下的，用它登录面板签出',
        'use an operator’s account made for tests; what a killed run left is ended by signing out on the panel',
      );
    default:
      return trouble satisfies never;
  }
}

const linkZh: Readonly<Record<string, string>> = {
  connecting: '正在建立',
  lost: '已断开',
  refused: '被交换机拒绝',
};
