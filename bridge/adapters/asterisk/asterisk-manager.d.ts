/**
 * The part of asterisk-manager 0.2.0 that is used here; the library has no types of its own.
 *
 * Left out on purpose: `keepConnected` (registers nothing once the socket is open, and loses what is sent meanwhile),
 * the events that it names after what the wire says, and the callbacks of `action`, which are never called when the
 * connection drops. `ami-connection.ts` tells what is used instead.
 */
declare module 'asterisk-manager' {
  interface AsteriskManager {
    /** A path in the place of the port: the library passes it to `net.createConnection` as it is. */
    connect(port: number | string, host: string, callback: () => void): void;
    /** Sends the action `login`; only its answer opens the way for other actions, which are held until then. */
    login(callback: (error?: unknown) => void): void;
    /** Writes the action at once, as it is: values are not looked at. */
    action(action: Record<string, string>): string;
    disconnect(): void;
    isConnected(): boolean | undefined;
    on(event: 'rawevent', listener: (item: Record<string, unknown>) => void): void;
    on(event: 'close', listener: () => void): void;
    on(event: 'error', listener: (error: Error) => void): void;
    removeAllListeners(event: string): void;
    /** Completes an action of the library's own, which waits for an event named after its ActionID. */
    emit(actionId: string, error: unknown, response: unknown): boolean;
  }

  export default function createManager(
    port: undefined,
    host: string,
    username: string,
    secret: string,
    events: boolean,
  ): AsteriskManager;
}
