import { z } from 'zod';
import { refuse, told } from './told.ts';
import {
  absolutePath,
  environmentName,
  host,
  identifier,
  ipAddress,
  isLoopback,
  label,
  network,
  port,
} from './values.ts';

const AMI_URL =
  /^(amis?):\/\/(?!general@)([A-Za-z][A-Za-z0-9_-]{0,31})@([A-Za-z0-9.-]+|\[[0-9a-fA-F:]+\]):([0-9]{1,5})$/;

export interface AmiAddress {
  encrypted: boolean;
  user: string;
  host: string;
  port: number;
}

/** Splits `ami://USER@HOST:PORT`; null where the text is no such address. */
export function amiAddress(url: string): AmiAddress | null {
  const [, scheme, user, hostText, portText] = AMI_URL.exec(url) ?? [];
  if (user === undefined || hostText === undefined || Number(portText) > 65535) return null;
  return { encrypted: scheme === 'amis', user, host: hostText, port: Number(portText) };
}

const ami = z
  .strictObject({
    url: told(
      z.string(),
      '管理接口地址 ami://用户名@主机:端口；跨机器用 amis://（加密）',
      'manager address ami://USER@HOST:PORT, or amis:// (encrypted) to another machine',
      'ami://bridge@127.0.0.1:5038',
    ),
    secretEnv: told(
      environmentName.optional(),
      '存放管理接口密码的环境变量的名字（大写字母、数字、下划线）',
      'name of the environment variable that holds the manager secret (capitals, digits, _)',
      'YHD_AMI_SECRET',
    ),
    secretFile: told(
      absolutePath.optional(),
      '存放管理接口密码的文件（绝对路径，权限 0600）',
      'file that holds the manager secret (absolute path, mode 0600)',
      '/etc/yihaoda/ami.secret',
    ),
    permit: told(
      z.array(network).min(1).default(['127.0.0.1/32']),
      '允许连接管理接口的地址，即话务桥所在机器',
      'addresses that may reach the manager interface: where the bridge runs',
      ['10.1.2.3/32'],
    ),
    caFile: told(
      absolutePath.optional(),
      'amis:// 的 CA 证书文件（话务桥一侧）',
      'CA certificate by which the bridge trusts an amis:// address',
      '/etc/yihaoda/pbx-ca.pem',
    ),
    certFile: told(
      absolutePath.optional(),
      'amis:// 的服务器证书文件（Asterisk 一侧）',
      'server certificate of an amis:// address, on the Asterisk machine',
      '/etc/asterisk/keys/ami.pem',
    ),
    keyFile: told(
      absolutePath.optional(),
      'amis:// 的私钥文件（Asterisk 一侧）',
      'private key of an amis:// address, on the Asterisk machine',
      '/etc/asterisk/keys/ami.key',
    ),
    telephoneControl: told(
      z.boolean().default(false),
      '面板的接听、保持键（向话机发 NOTIFY）：需要 system 权限，等于 Asterisk 账户下的命令行，默认关闭',
      'the panel’s answer and hold keys (NOTIFY to the telephone); needs the `system` right, which amounts to a shell as Asterisk’s user: off by default',
      false,
    ),
  })
  .check((check) => {
    const { url, secretEnv, secretFile } = check.value;
    if (/^[^@]*:\/\/[^@/]*:[^@]*@/.test(url)) {
      return refuse(check, ['url'], {
        zh: '地址里不能有密码',
        en: 'the address must not hold a password',
        remedyZh: '写 ami://用户名@主机:端口，密码放进 secretEnv 指名的环境变量或 secretFile',
        remedyEn:
          'write ami://USER@HOST:PORT; put the secret into the variable named by secretEnv, or into secretFile',
      });
    }
    const address = amiAddress(url);
    if (address === null) {
      return refuse(check, ['url'], {
        zh: '不是管理接口地址',
        en: 'this is no manager address',
        remedyZh: '例如 ami://bridge@127.0.0.1:5038',
        remedyEn: 'for example ami://bridge@127.0.0.1:5038',
      });
    }
    if (!address.encrypted && !isLoopback(address.host)) {
      refuse(check, ['url'], {
        zh: '不加密的 ami:// 只能连本机：密码和市民号码会在网络上明文传输',
        en: 'plain ami:// is for this machine only: secret and citizens’ numbers would cross the network in the clear',
        remedyZh: '改用 amis://，或把话务桥装在 Asterisk 那台机器上',
        remedyEn: 'use amis://, or run the bridge on the Asterisk machine',
      });
    }
    if ((secretEnv === undefined) === (secretFile === undefined)) {
      refuse(check, [], {
        zh: 'secretEnv 和 secretFile 要写一个，且只写一个',
        en: 'give exactly one of secretEnv and secretFile',
        remedyZh: '例如 secretEnv: YHD_AMI_SECRET',
        remedyEn: 'for example secretEnv: YHD_AMI_SECRET',
      });
    }
  });

const sip = z
  .strictObject({
    bind: told(
      ipAddress.default('0.0.0.0'),
      'SIP 监听地址',
      'address on which Asterisk takes SIP',
      '10.1.2.3',
    ),
    port: told(port.default(5060), 'SIP 端口（UDP）', 'SIP port (UDP)', 5060),
    realm: told(
      host.default('yihaoda'),
      'SIP 认证域；改动后话机密码的摘要要重新生成',
      'realm of SIP authentication; part of the stored password digest',
      'yihaoda',
    ),
    seatNetworks: told(
      z.array(network).min(1).default(['127.0.0.0/8', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']),
      '座席话机所在网段，其他地址不能注册',
      'networks of the seats’ telephones; others cannot register',
      ['10.20.0.0/16'],
    ),
    rtpFrom: told(
      z.int().min(1024).max(65534).multipleOf(2).default(10000),
      '语音端口起（UDP，偶数）',
      'first voice port (UDP, even)',
      10000,
    ),
    rtpTo: told(
      z.int().min(1025).max(65535).default(20000),
      '语音端口止（UDP）',
      'last voice port (UDP)',
      20000,
    ),
  })
  .check((check) => {
    if (check.value.rtpTo - check.value.rtpFrom < 3) {
      refuse(check, ['rtpTo'], {
        zh: '语音端口不够一次通话用（一通电话要 4 个）',
        en: 'too few voice ports for one call, which takes 4',
        remedyZh: '例如 rtpFrom: 10000, rtpTo: 20000',
        remedyEn: 'for example rtpFrom: 10000, rtpTo: 20000',
      });
    }
  });

export const pbxSchema = z.strictObject({
  id: told(
    identifier,
    '交换机标识：字母开头，字母、数字、短横；写进每条记录，投用后不要改',
    'id of the exchange (letters, digits, -), part of every record: do not change it once in use',
    'cs-main',
  ),
  name: told(
    label,
    '交换机名称，最多 40 字，不含标点 , ; $ { } [ ] 等',
    'name of the exchange, at most 40 characters',
    '长沙12345主机',
  ),
  ami,
  sip: sip.prefault({}),
  cdr: told(
    z.boolean().default(false),
    '是否让 Asterisk 另写话单 CSV（含明文号码）；默认不写，对账用 queue_log',
    'let Asterisk write its own CDR file as well (numbers in the clear); off by default, queue_log serves to reconcile',
    false,
  ),
});
