import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { amiText } from './recordings.ts';

export type ReceivedAction = ReadonlyMap<string, string>;

export interface AmiServerBehaviour {
  /** null: says nothing */
  greeting: string | null;
  login: 'accept' | 'refuse' | 'silence';
  answersPing: boolean;
  /** QueueStatus is unknown so many times, as while app_queue loads */
  loading: number;
  /** FullyBooted comes right after the login */
  booted: boolean;
  version: string;
  /** ListCommands: action → classes */
  commands: Record<string, string>;
  /** Answers an action in another way, or (null) leaves it to the server. */
  answer(action: ReceivedAction): string | null;
}

const everyRight = {
  QueueStatus: '<none>',
  QueueAdd: 'agent,all',
  QueuePause: 'agent,all',
  CoreShowChannels: 'system,reporting,all',
  CoreSettings: 'system,reporting,all',
  DeviceStateList: 'call,reporting,all',
  Redirect: 'call,all',
  Hangup: 'system,call,all',
  Originate: 'originate,all',
};

/**
 * An exchange that speaks the manager interface as Asterisk 22 does (login, lists, Ping), and can be made to fail in
 * all the ways that a real one does only now and then.
 */
export class AmiServer {
  readonly behaviour: AmiServerBehaviour = {
    greeting: 'Asterisk Call Manager/11.0.0\r\n',
    login: 'accept',
    answersPing: true,
    loading: 0,
    booted: true,
    version: '22.10.0',
    commands: everyRight,
    answer: () => null,
  };
  /** of all connections, in their order */
  readonly actions: ReceivedAction[] = [];
  readonly sockets: Socket[] = [];
  /** the bytes that clients sent */
  received = '';
  readonly #server: Server;

  static async start(
    behaviour: Partial<AmiServerBehaviour> = {},
    tls?: TlsOptions,
    host = '127.0.0.1',
  ): Promise<AmiServer> {
    const server = new AmiServer(tls);
    Object.assign(server.behaviour, behaviour);
    server.#server.listen(0, host);
    await once(server.#server, 'listening');
    return server;
  }

  private constructor(tls?: TlsOptions) {
    this.#server = tls === undefined ? createServer() : createTlsServer(tls);
    this.#server.on(tls === undefined ? 'connection' : 'secureConnection', (socket: Socket) =>
      this.#serve(socket),
    );
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  /** How many connections there were so far. */
  get connections(): number {
    return this.sockets.length;
  }

  named(action: string): ReceivedAction[] {
    return this.actions.filter((each) => each.get('action')?.toLowerCase() === action.toLowerCase());
  }

  /** Sends to the newest connection. */
  send(text: string): void {
    this.sockets.at(-1)?.write(text);
  }

  event(name: string, ...headers: string[]): void {
    this.send(amiText(`Event: ${name}`, 'Privilege: call,all', 'Timestamp: 1795511322.440181', ...headers));
  }

  /** Cuts the newest connection. */
  drop(): void {
    this.sockets.at(-1)?.destroy();
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #serve(socket: Socket): void {
    this.sockets.push(socket);
    socket.on('error', () => {});
    if (this.behaviour.greeting !== null) socket.write(this.behaviour.greeting);
    let rest = '';
    socket.setEncoding('utf8').on('data', (text: string) => {
      this.received += text;
      const messages = (rest + text).split('\r\n\r\n');
      rest = messages.pop() ?? '';
      for (const message of messages) this.#act(socket, parse(message));
    });
  }

  #act(socket: Socket, action: ReceivedAction): void {
    this.actions.push(action);
    const id = `ActionID: ${action.get('actionid')}`;
    const answer = this.behaviour.answer(action) ?? this.#answer(action, id);
    if (answer !== '') socket.write(answer);
    const name = action.get('action')?.toLowerCase();
    if (name === 'logoff' || (name === 'login' && this.behaviour.login === 'refuse')) socket.end();
  }

  #answer(action: ReceivedAction, id: string): string {
    const { login, answersPing, booted, version, commands } = this.behaviour;
    const success = (...headers: string[]) => amiText('Response: Success', id, ...headers);
    const list = (message: string, items: string[], complete: string) =>
      success('EventList: start', `Message: ${message}`) +
      items.join('') +
      amiText(`Event: ${complete}`, id, 'EventList: Complete', `ListItems: ${items.length}`);
    switch (action.get('action')?.toLowerCase()) {
      case 'login': {
        if (login === 'silence') return '';
        if (login === 'refuse') return amiText('Response: Error', id, 'Message: Authentication failed');
        const welcome = success('Message: Authentication accepted');
        return booted
          ? welcome + amiText('Event: FullyBooted', 'Privilege: system,all', 'Uptime: 5')
          : welcome;
      }
      case 'ping':
        return answersPing ? success('Ping: Pong', 'Timestamp: 1795511482.672116') : '';
      case 'coresettings':
        return success('AMIversion: 11.0.0', `AsteriskVersion: ${version}`);
      case 'listcommands':
        return success(
          ...Object.entries(commands).map(([name, rights]) => `${name}: does it.  (Priv: ${rights})`),
        );
      case 'queuestatus':
        if (this.behaviour.loading > 0) {
          this.behaviour.loading -= 1;
          return amiText('Response: Error', id, 'Message: Invalid/unknown command: QueueStatus.');
        }
        return list(
          'Queue status will follow',
          [amiText('Event: QueueParams', 'Queue: policy', id)],
          'QueueStatusComplete',
        );
      case 'coreshowchannels':
        return list('Channels will follow', [], 'CoreShowChannelsComplete');
      case 'devicestatelist':
        return list('Device State Changes will follow', [], 'DeviceStateListComplete');
      case 'logoff':
        return amiText('Response: Goodbye', id, 'Message: Thanks for all the fish.');
      default:
        return success();
    }
  }
}

function parse(message: string): ReceivedAction {
  return new Map(
    message.split('\r\n').map((line) => {
      const [name = '', ...value] = line.split(': ');
      return [name.toLowerCase(), value.join(': ')] as const;
    }),
  );
}
