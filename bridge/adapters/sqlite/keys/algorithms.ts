import { createCipheriv, createDecipheriv, createHmac, type KeyObject, randomFillSync } from 'node:crypto';
import { StoreDamaged } from '../errors.ts';

/**
 * The algorithms behind references and sealed values. Each is known by a short id that is stored with the data, so
 * that one of the national suite (SM3, SM4: GB/T 39786-2021) can be added beside these and old data stays readable.
 */
export interface ValueCipher {
  readonly id: string;
  seal(key: KeyObject, plain: string): Buffer;
  /** throws when key or bytes are not those of `seal` */
  open(key: KeyObject, sealed: Buffer): string;
}

export interface ReferenceFunction {
  readonly id: string;
  /** the same for the same value and key, and without the key not to be found by trying all numbers */
  of(key: KeyObject, value: string): string;
}

const ivLength = 12;
const tagLength = 16;

// Random bytes by the page: one call to the generator for each value would cost more than sealing it.
const pool = Buffer.allocUnsafe(ivLength * 512);
let used = pool.length;

function freshIv(): Buffer {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += ivLength;
  return pool.subarray(used - ivLength, used);
}

/** AES-256-GCM; iv, tag, ciphertext. Random 96-bit iv: good for 2^32 values a key (NIST SP 800-38D §8.3), a key is a month. */
const aes256Gcm: ValueCipher = {
  id: 'a1',
  seal(key, plain) {
    const iv = freshIv();
    const cipher = createCipheriv('aes-256-gcm', key, iv);
    const body = cipher.update(plain, 'utf8');
    cipher.final();
    return Buffer.concat([iv, cipher.getAuthTag(), body]);
  },
  open(key, sealed) {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, ivLength));
    decipher.setAuthTag(sealed.subarray(ivLength, ivLength + tagLength));
    return decipher.update(sealed.subarray(ivLength + tagLength), undefined, 'utf8') + decipher.final('utf8');
  },
};

/** HMAC-SHA-256 cut to 128 bits (RFC 2104 §5 allows half): 22 characters instead of 43 in every event. */
const hmacSha256: ReferenceFunction = {
  id: 'h1',
  of: (key, value) => createHmac('sha256', key).update(value).digest().subarray(0, 16).toString('base64url'),
};

/** What new data is written with. */
export const currentCipher: ValueCipher = aes256Gcm;
export const currentReference: ReferenceFunction = hmacSha256;

const ciphers = new Map([aes256Gcm].map((cipher) => [cipher.id, cipher]));

/** `a1:…` as it is stored. */
export function sealValue(key: KeyObject, plain: string): string {
  return `${currentCipher.id}:${currentCipher.seal(key, plain).toString('base64url')}`;
}

export function openValue(key: KeyObject, stored: string): string {
  const colon = stored.indexOf(':');
  const cipher = ciphers.get(stored.slice(0, colon));
  if (!cipher)
    throw new StoreDamaged(
      'store.unknown-cipher',
      {
        zh: `数据用未知算法“${stored.slice(0, colon)}”加密。`,
        en: `Data is sealed by an unknown algorithm "${stored.slice(0, colon)}".`,
      },
      { zh: '请用写入这些数据的版本打开。', en: 'Open it with the version that wrote it.' },
    );
  return cipher.open(key, Buffer.from(stored.slice(colon + 1), 'base64url'));
}
