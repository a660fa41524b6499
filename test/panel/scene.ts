import type { Page } from 'playwright-core';
import type { StubBridge } from './stub-bridge.ts';

/** What a page looks like in one state of the work: the stub is brought there, then the hands do what they would. */
export interface Scene {
  name: string;
  login: string;
  /** what is there when the page has been drawn */
  ready: string;
  before(bridge: StubBridge, now: number): void;
  hands?(page: Page, bridge: StubBridge): Promise<void>;
}
