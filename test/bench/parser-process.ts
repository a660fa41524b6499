import createManager from 'asterisk-manager';
import { monotonic } from './clock.ts';
import type { ParserCalls } from './parser-calls.ts';
import { serve } from './processes.ts';

/* asterisk-manager alone, as its README says: logged in, one listener to `managerevent` that counts. */

let heard = 0;
let awaited = { events: Number.POSITIVE_INFINITY, tell: (_at: number) => {} };

serve<ParserCalls>({
  connect: ({ port, user, secret }) =>
    new Promise((resolve, reject) => {
      const manager = createManager(undefined, '', user, secret, true);
      const on = manager.on as (event: string, listener: (event: { privilege?: unknown }) => void) => void;
      on('managerevent', ({ privilege }) => {
        // not the greeting after the login
        if (privilege === 'system,all') return;
        heard += 1;
        if (heard === awaited.events) awaited.tell(monotonic());
      });
      manager.on('error', reject);
      manager.connect(port, '127.0.0.1', () => {
        manager.login(() => resolve(null));
      });
    }),
  heard: ({ events }) =>
    new Promise((resolve) => {
      awaited = { events, tell: (at) => resolve({ at }) };
      if (heard >= events) resolve({ at: monotonic() });
    }),
});
