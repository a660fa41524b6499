import { createStore, type Store } from '../link/store.ts';
import { remember, remembered } from '../ui/remember.ts';
import { popWords } from './words.ts';

/** Whether a pop may reach the desktop: only who was never asked is asked, and only where the browser can. */
export type NoticeConsent = 'cannot' | 'unasked' | 'never-ask' | 'granted' | 'denied';

const askKey = 'pop-notice';

function consentNow(): NoticeConsent {
  // Without HTTPS a browser neither asks nor shows.
  if (!('Notification' in window) || !isSecureContext) return 'cannot';
  if (Notification.permission !== 'default') return Notification.permission;
  return remembered(askKey) === 'never' ? 'never-ask' : 'unasked';
}

export const noticeConsent: Store<NoticeConsent> = createStore<NoticeConsent>('cannot');

/** The person or the browser may have changed it since. */
export function lookAtConsent(): void {
  noticeConsent.set(consentNow());
}

/** To be called for a press alone: a browser that is asked at load is answered with no. */
export async function askConsent(): Promise<void> {
  await Notification.requestPermission();
  lookAtConsent();
}

export function neverAsk(): void {
  remember(askKey, 'never');
  lookAtConsent();
}

/** One notice at a time, without a word of who calls. The function that is returned takes it away. */
export function showNotice(): () => void {
  if (consentNow() !== 'granted') return () => {};
  const notice = new Notification(popWords.title, {
    body: popWords.body,
    tag: 'yihaoda-pop',
    icon: new URL('icon.svg', document.baseURI).href,
  });
  notice.onclick = () => {
    window.focus();
    notice.close();
  };
  return () => notice.close();
}
