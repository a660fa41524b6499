import { readFile } from 'node:fs/promises';
import type { HotlineConfig } from '../../telephony-config/schema.ts';
import { readSharedSecret, smsSecret } from '../../telephony-config/secrets.ts';
import { type PosterOptions, posterLimits } from '../adapters/web/post.ts';
import type { NoticeRules } from '../application/notice/send-notice.ts';

/** Where and how a site's text messages go. */
export interface SmsPlan {
  url: string;
  secret: string;
  poster: PosterOptions;
  rules: NoticeRules;
}

/** Throws `SecretProblem` where the secret is missing: a site that means to send is not started without. */
export async function planSms(
  config: NonNullable<HotlineConfig['sms']>,
  env: NodeJS.ProcessEnv,
): Promise<SmsPlan> {
  const { url, secretEnv, innerHosts, caFile, giveUpMinutes, ...rules } = config;
  const { signature, mostCharacters, mostACall, mostANumberADay } = rules;
  return {
    url,
    secret: readSharedSecret(secretEnv, env, smsSecret),
    poster: {
      listed: innerHosts,
      ca: caFile === undefined ? [] : [await readFile(caFile, 'utf8')],
      limits: posterLimits,
    },
    rules: { signature, mostCharacters, mostACall, mostANumberADay, giveUpMs: giveUpMinutes * 60_000 },
  };
}

/** As a site has them that sets none. */
export const demoRules: NoticeRules = {
  signature: '演示12345',
  mostCharacters: 500,
  mostACall: 3,
  mostANumberADay: 5,
  giveUpMs: 30 * 60_000,
};
