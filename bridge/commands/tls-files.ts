import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { StartRefused } from './start-refused.ts';

export interface TlsFiles {
  certFile: string;
  keyFile: string;
}

/**
 * Certificate and key as the site's file names them, checked here: OpenSSL would say neither which file is meant nor
 * what to do about it.
 *
 * @throws StartRefused
 */
export async function readTlsFiles({ certFile, keyFile }: TlsFiles): Promise<{ cert: string; key: string }> {
  const cert = await read('certFile', certFile);
  const certificate = parsed(() => new X509Certificate(cert));
  if (certificate === null)
    throw wrong('certFile', certFile, {
      zh: '不是 PEM 证书（应以 -----BEGIN CERTIFICATE----- 开头）。请换成证书机构给的 PEM 文件。',
      en: 'no PEM certificate (it begins with -----BEGIN CERTIFICATE-----). Give the PEM file of the authority.',
    });
  const key = await read('keyFile', keyFile);
  if (((await stat(keyFile)).mode & 0o007) !== 0)
    throw wrong('keyFile', keyFile, {
      zh: `所有账户都能读这个私钥。请执行 chmod 600 ${keyFile}`,
      en: `every account can read this private key. Run: chmod 600 ${keyFile}`,
    });
  const privateKey = parsed(() => createPrivateKey(key));
  if (privateKey === null)
    throw wrong('keyFile', keyFile, {
      zh: '不是未加密的 PEM 私钥。请换成与证书配套的私钥文件。',
      en: 'no PEM private key without a passphrase. Give the key that belongs to the certificate.',
    });
  if (!certificate.checkPrivateKey(privateKey))
    throw wrong('keyFile', keyFile, {
      zh: `与证书 ${certFile} 不配套。请核对两个文件是否同一次签发。`,
      en: `does not belong to the certificate ${certFile}. Check that both were issued together.`,
    });
  return { cert, key };
}

async function read(key: keyof TlsFiles, file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw wrong(key, file, {
      zh: `读不了（${code}）。请核对路径，并让运行话务桥的账户能读。`,
      en: `cannot be read (${code}). Check the path, and that the bridge's account may read it.`,
    });
  }
}

function parsed<T>(parse: () => T): T | null {
  try {
    return parse();
  } catch {
    return null;
  }
}

function wrong(key: keyof TlsFiles, file: string, { zh, en }: { zh: string; en: string }): StartRefused {
  return new StartRefused(`bridge.tls.${key} ${file}：${zh}`, `bridge.tls.${key} ${file}: ${en}`);
}
