import createManager, { type AsteriskManager } from 'asterisk-manager';
import { type AmiMessage, amiMessage } from './ami-message.ts';

export interface AmiAccount {
  user: string;
  secret: string;
}

export interface ParserListener {
  /** In the order of the wire, synchronously. */
  message(message: AmiMessage): void;
  /** After the last message. */
  closed(): void;
}

/**
 * One fresh asterisk-manager, connected to a guard. It must not be used for a second connection: it keeps half a
 * message over a drop, and believes to be logged in for ever.
 *
 * Its own dispatch is taken off. It would emit each event once more under the name that the wire gave it, on the
 * same emitter that tells `close`, `error` and the answers of actions: an event called `close` or `connect`, or like
 * an ActionID, would be taken for the real thing. It also costs two ticks an event. What is left is its reader,
 * which hands over each message as `rawevent`, and its writer.
 */
export function connectParser(
  path: string,
  account: AmiAccount,
  listener: ParserListener,
): Promise<AsteriskManager> {
  // `true` makes it send `Event: on` at login. AMI's header is `Events`, so the other way about it would not mute.
  const manager = createManager(undefined, '', account.user, account.secret, true);
  manager.removeAllListeners('rawevent');
  manager.on('rawevent', (item) => {
    const message = amiMessage(item);
    if (message !== null) listener.message(message);
  });
  return new Promise((resolve, reject) => {
    // Once it is connected, rejecting is without effect, and `close` follows every error.
    manager.on('error', reject);
    manager.on('close', () => {
      listener.closed();
      reject(new Error('asterisk-manager could not reach its guard'));
    });
    manager.connect(path, '', () => resolve(manager));
  });
}
