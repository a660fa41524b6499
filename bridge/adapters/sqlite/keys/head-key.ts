import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { canonicalJson } from '../canonical-json.ts';
import { createKeyFile, missingKey, readKeyFile } from './key-file.ts';
import type { KeyPaths } from './key-paths.ts';

/** How far a stream had come, and the hash that everything before it leads to. */
export interface Head {
  stream: string;
  month: string;
  epoch: number;
  position: number;
  /** hex */
  hash: string;
  /** ms since the epoch */
  signedAt: number;
}

export interface SignedHead extends Head {
  algorithm: string;
  keyId: string;
  /** base64url */
  signature: string;
}

const algorithm = 'ed25519';

/** Signs heads: who rewrites the journal without this key is caught by any signed head. */
export class HeadKey {
  readonly #key: KeyObject;
  readonly keyId: string;

  constructor(key: KeyObject) {
    this.#key = key;
    this.keyId = keyIdOf(createPublicKey(key));
  }

  sign(head: Head): SignedHead {
    return { ...head, ...this.#signature(head) };
  }

  /** Signs any other statement about the journal (a restoration). */
  signStatement<S extends object>(statement: S): S & { algorithm: string; keyId: string; signature: string } {
    return { ...statement, ...this.#signature(statement) };
  }

  #signature(statement: object): { algorithm: string; keyId: string; signature: string } {
    const signature = sign(null, signedBytes(statement), this.#key).toString('base64url');
    return { algorithm, keyId: this.keyId, signature };
  }
}

/** Whether a signed head, or another signed statement, is the key's own. */
export function signedBy(publicKey: KeyObject, signed: object & { signature: string }): boolean {
  const { signature, ...rest } = signed;
  const { algorithm: used, keyId, ...statement } = rest as Record<string, unknown>;
  if (used !== algorithm || keyId !== keyIdOf(publicKey)) return false;
  return verify(null, signedBytes(statement), publicKey, Buffer.from(signature, 'base64url'));
}

/** The words in front keep a signature made here from being of use anywhere else. */
function signedBytes(statement: object): Buffer {
  return Buffer.from(`yihaoda journal 1\n${canonicalJson(statement)}`);
}

function keyIdOf(publicKey: KeyObject): string {
  const der = publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(der).digest('hex').slice(0, 16);
}

export function makeHeadKey(paths: KeyPaths): HeadKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  createKeyFile(paths.headKey, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  return readHeadKey(paths);
}

export function readHeadKey(paths: KeyPaths): HeadKey {
  const pem = readKeyFile(paths.headKey);
  if (!pem) throw missingKey(paths.headKey, 'Ed25519');
  const key = createPrivateKey(pem);
  if (!existsSync(paths.headPublicKey))
    createKeyFile(paths.headPublicKey, createPublicKey(key).export({ type: 'spki', format: 'pem' }), 0o644);
  return new HeadKey(key);
}

/** From the public file, so that an auditor needs no secret. */
export function readHeadPublicKey(file: string): KeyObject {
  if (!existsSync(file)) throw missingKey(file, 'Ed25519 public');
  return createPublicKey(readFileSync(file));
}
