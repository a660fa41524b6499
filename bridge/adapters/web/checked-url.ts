import { refused } from './web-error.ts';

/** An address that may be asked, as far as its writing tells. What its name leads to is checked beside it. */
export interface CheckedUrl {
  url: URL;
  /** without the brackets of an IPv6 address */
  host: string;
  port: number;
  /** named in the configuration: an inner site, which may have any address and port */
  listed: boolean;
}

const LONGEST = 2_000;
const USUAL_PORTS = [80, 443];
// Tab, line feed and carriage return are thrown out by the URL parser: they must be seen before.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const RAW = /[\u0000-\u0020\u007f-\u00a0\u2028\u2029\\]/;
/** An encoded line break becomes a line of its own where a careless server or an AMI reads the request. */
const ENCODED_CONTROL = /%(?:[01][0-9a-f]|7f)/i;

/**
 * @param listed host:port of inner sites, as the configuration names them
 * @throws WebError WEB_URL, WEB_SCHEME, WEB_CREDENTIALS, WEB_PORT
 */
export function checkUrl(written: string, listed: ReadonlySet<string>): CheckedUrl {
  if (written.length > LONGEST) throw refused('WEB_URL', `网址超过 ${LONGEST} 个字符，未访问。`);
  if (RAW.test(written) || ENCODED_CONTROL.test(written))
    throw refused('WEB_URL', '网址中有空格、换行或控制字符，未访问。请核对该网址。');
  if (!URL.canParse(written)) throw refused('WEB_URL', '网址不完整或写法有误，未访问。请核对该网址。');
  const url = new URL(written);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw refused('WEB_SCHEME', '只访问 http 和 https 网址，此网址未访问。');
  if (url.username !== '' || url.password !== '')
    throw refused('WEB_CREDENTIALS', '网址中带有用户名或密码，未访问。请删去后再试。');
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  const known = listed.has(`${url.hostname}:${port}`);
  if (!known && !USUAL_PORTS.includes(port))
    throw refused(
      'WEB_PORT',
      `端口 ${port} 不在允许范围（80、443），未访问。确需访问的，请在配置中列出 ${url.hostname}:${port}。`,
    );
  url.hash = '';
  return { url, host: url.hostname.replace(/^\[|\]$/g, ''), port, listed: known };
}
