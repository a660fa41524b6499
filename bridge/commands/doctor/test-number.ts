import { randomInt } from 'node:crypto';

/**
 * The number that the test call shows. Nobody can have it: in China `00` is the prefix of calls abroad, and no country's
 * code begins with 0 (ITU-T E.164, zone 0 is not assigned), so `000…` leads nowhere, and none of the country's own
 * numbers begins so.
 */
export const testNumber = '00012345';

/** As the telephone shows it. */
export const testCallerId = `"测试来电" <${testNumber}>`;

/**
 * A channel id as Asterisk makes them (seconds, a dot, a number), marked: whoever meets the call in the journal, in
 * `queue_log` or at the exchange's console sees what it was. A caller from outside cannot choose such an id.
 */
export function newTestCallId(now: number): string {
  return `test-call-${Math.floor(now / 1000)}.${randomInt(1_000_000)}`;
}
