import type { ErrorBody } from '../../../bridge/protocol/rest.ts';
import { Page, type PageOptions } from './page.ts';

export interface Answer {
  status: number;
  headers: string;
  text: string;
}

/** Somebody's browser: signed in over REST, with a cookie and pages of its own. */
export class Browser {
  readonly login: string;
  readonly #url: URL;
  readonly #cookie: string;

  static async signIn(url: URL, login: string, password: string): Promise<Browser> {
    const response = await fetch(new URL('api/session', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url.origin },
      body: JSON.stringify({ login, password }),
    });
    const [cookie] = response.headers.getSetCookie();
    if (response.status !== 200 || cookie === undefined) {
      const { message } = (await response.json()) as ErrorBody;
      throw new Error(`${login} could not sign in: ${message}`);
    }
    return new Browser(url, login, cookie.split(';')[0] ?? '');
  }

  private constructor(url: URL, login: string, cookie: string) {
    this.#url = url;
    this.login = login;
    this.#cookie = cookie;
  }

  async get(path: string): Promise<Answer> {
    const response = await fetch(new URL(path, this.#url), { headers: { cookie: this.#cookie } });
    const headers = JSON.stringify([...response.headers]);
    return { status: response.status, headers, text: await response.text() };
  }

  async json(path: string): Promise<unknown> {
    const { status, text } = await this.get(path);
    if (status !== 200) throw new Error(`${path}: ${status} ${text}`);
    return JSON.parse(text);
  }

  open(options: PageOptions = {}): Promise<Page> {
    const url = new URL('api/socket', this.#url);
    url.protocol = 'ws:';
    return Page.open(url, { cookie: this.#cookie, origin: this.#url.origin }, options);
  }
}
