import type { Trouble } from './trouble.ts';
import { bridgeWords } from './words/bridge.ts';
import { callWords } from './words/call.ts';
import { configurationWords } from './words/configuration.ts';
import { exchangeWords } from './words/exchange.ts';
import { seatWords } from './words/seat.ts';
import { type TroubleWords, told } from './words/told.ts';

/** What happened, and what to do next, for the site engineer. */
export function troubleWords(trouble: Trouble): TroubleWords {
  switch (trouble.kind) {
    case 'interrupted':
      return told(
        '检查被中止',
        'the examination was stopped',
        '测试来电、签入和会话已收回；需要时重新运行',
        'call, seat and session were taken back; run it again when wanted',
      );
    case 'file-wrong':
    case 'seat-not-in-file':
    case 'queue-not-in-file':
    case 'no-way-in':
      return configurationWords(trouble);
    case 'exchange-lost':
    case 'exchange-refused':
    case 'exchange-report':
    case 'line-lost':
    case 'queue-unknown':
    case 'trunk-unknown':
    case 'telephone-unknown':
    case 'telephone-away':
    case 'others-would-ring':
      return exchangeWords(trouble);
    case 'bridge-silent':
    case 'bridge-untrusted':
    case 'not-the-bridge':
    case 'bridge-unlinked':
    case 'account-refused':
    case 'no-operator':
    case 'page-refused':
    case 'page-without-desk':
    case 'other-exchange':
    case 'bridge-in-demo':
    case 'account-at-seat':
      return bridgeWords(trouble);
    case 'seat-refused':
    case 'seat-not-ready':
    case 'member-missing':
    case 'member-paused':
    case 'member-device':
    case 'not-left':
    case 'still-member':
      return seatWords(trouble);
    case 'call-refused':
    case 'call-not-born':
    case 'call-ended-early':
    case 'queue-not-joined':
    case 'other-queue':
    case 'queue-let-go':
    case 'not-offered':
    case 'real-call':
    case 'not-ringing':
    case 'no-pop':
    case 'not-over':
      return callWords(trouble);
    default:
      return trouble satisfies never;
  }
}
