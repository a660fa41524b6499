/** What an engineer on site reads, in both languages. */
export interface RefusedWords {
  zh: string;
  en: string;
  remedyZh: string;
  remedyEn: string;
}

/**
 * The exchange or our own rules will not let us in until somebody changes a configuration: retried slowly, said
 * loudly. A connection that is merely lost is an ordinary Error.
 */
export class RefusedError extends Error {
  readonly code: string;
  readonly words: RefusedWords;

  constructor(code: string, words: RefusedWords) {
    super(words.en);
    this.name = 'RefusedError';
    this.code = code;
    this.words = words;
  }
}

/** @param at host and port, in all of these */
export function plainRefused(at: string): RefusedError {
  return new RefusedError('plain-not-allowed', {
    zh: `AMI 地址 ${at} 不在本机，而配置没有启用 TLS`,
    en: `AMI at ${at} is not on this machine, and TLS is not configured`,
    remedyZh:
      '请为 AMI 启用 TLS（manager.conf 的 tlsenable），或在本机经加密隧道连接；口令和来电号码不得明文过网',
    remedyEn:
      'use TLS for AMI (tlsenable in manager.conf) or a tunnel that ends on this machine: password and callers’ numbers must not cross a network in the clear',
  });
}

export function authorityUnreadable(cause: string): RefusedError {
  return new RefusedError('tls-authority', {
    zh: `无法读取 AMI 的 CA 证书文件：${cause}`,
    en: `the CA file for AMI cannot be read: ${cause}`,
    remedyZh: '请核对配置中的证书路径和文件权限',
    remedyEn: 'check the path in the configuration and the permissions of the file',
  });
}

export function certificateRefused(at: string, cause: string): RefusedError {
  return new RefusedError('tls-not-trusted', {
    zh: `与 AMI ${at} 的 TLS 握手失败：${cause}`,
    en: `TLS with AMI at ${at} failed: ${cause}`,
    remedyZh: '请核对证书、CA 文件、证书中的名称，以及该端口是否为 TLS 端口（tlsbindaddr）',
    remedyEn:
      'check the certificate, the CA file, the name in it, and that the port is the TLS one (tlsbindaddr)',
  });
}

export function notAmi(at: string, cause: string): RefusedError {
  return new RefusedError('not-ami', {
    zh: `${at} 上应答的不是 Asterisk 管理接口（AMI）`,
    en: `${at}: ${cause}`,
    remedyZh: '请核对 AMI 的地址和端口（manager.conf 的 port，TLS 为 tlsbindaddr），以及该端口是否需要 TLS',
    remedyEn:
      'check host and port of AMI (port, or tlsbindaddr, in manager.conf) and whether the port speaks TLS',
  });
}

/** A line break at the end of a secret's file, as a rule. */
export function accountUnusable(user: string, header: string, why: string): RefusedError {
  const [zh, en] = header === 'Secret' ? ['口令', 'the secret'] : ['用户名', 'the user name'];
  return new RefusedError('account-unusable', {
    zh: `AMI 账号 ${JSON.stringify(user)} 的${zh}含有换行等不可用的字符，或过长`,
    en: `AMI account ${JSON.stringify(user)}: ${en} ${why}`,
    remedyZh: '请改正配置或口令文件（注意文件末尾的换行）',
    remedyEn: 'correct the configuration or the secret’s file (mind a line break at its end)',
  });
}

/** @param message the exchange's own: it says no more than `Authentication failed`, whatever the reason */
export function loginRefused(user: string, at: string, message: string): RefusedError {
  return new RefusedError('login-refused', {
    zh: `交换机 ${at} 拒绝 AMI 账号 ${user} 登录：${message}`,
    en: `the exchange ${at} refused the login of AMI account ${user}: ${message}`,
    remedyZh: `请核对 manager.conf 的 [${user}] 段：secret 是否一致，permit/deny/acl 是否放行本机地址，allowmultiplelogin 是否允许重复登录，read/write 是否已给出权限；修改后执行 manager reload`,
    remedyEn: `check the section [${user}] of manager.conf: the secret, whether permit/deny/acl let this machine in, allowmultiplelogin, and that read and write are given; then run manager reload`,
  });
}
