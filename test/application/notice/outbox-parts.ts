import { systemTimer } from '../../../bridge/adapters/asterisk/system-timer.ts';
import { HttpNotifier } from '../../../bridge/adapters/notifier/http-notifier.ts';
import { posterLimits, webPoster } from '../../../bridge/adapters/web/post.ts';
import { systemResolve } from '../../../bridge/adapters/web/resolve.ts';

/** The real adapter towards a gateway on this machine. */
export function notifierOf(place: string, secret: string): HttpNotifier {
  const post = webPoster(
    { listed: [place], ca: [], limits: posterLimits },
    { timer: systemTimer, resolve: systemResolve },
  );
  return new HttpNotifier({ url: `http://${place}/v1/messages`, secret, post, timer: systemTimer });
}
