import { createHmac } from 'node:crypto';
import { mobileOf } from '../../domain/notice/sms-text.ts';

/** The digits of a number, the same however an exchange delivers it: no +86 and no trunk 0 before a mobile number. */
export function callerDigits(number: string): string {
  const digits = number.replace(/\D/g, '').replace(/^0(?=1[3-9]\d{9}$)/, '');
  return mobileOf(digits) ?? digits;
}

/**
 * What the order system knows a caller by: HMAC-SHA-256 (RFC 2104) of the number's digits under a key that both sides
 * have, as 64 hex characters. Neither the number nor the references of this house can be found from it without that key.
 */
export function callerDigest(key: string, number: string): string {
  return createHmac('sha256', key).update(callerDigits(number)).digest('hex');
}
