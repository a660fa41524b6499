import { systemTimer } from '../../../bridge/adapters/asterisk/system-timer.ts';
import { HttpNotifier } from '../../../bridge/adapters/notifier/http-notifier.ts';
import { HmacSigning } from '../../../bridge/adapters/signature/hmac-signing.ts';
import { posterLimits, webPoster } from '../../../bridge/adapters/web/post.ts';
import { systemResolve } from '../../../bridge/adapters/web/resolve.ts';

/** The real adapter towards a gateway on this machine. */
export function notifierOf(place: string, secret: string): HttpNotifier {
  const post = webPoster(
    { listed: [place], ca: [], limits: posterLimits },
    { timer: systemTimer, resolve: systemResolve },
  );
  return new HttpNotifier({
    url: `http://${place}/v1/messages`,
    signing: new HmacSigning({ secret, clock: systemTimer }),
    post,
    timer: systemTimer,
  });
}
