import { z } from 'zod';
import type { Me } from '../../bridge/protocol/desk.ts';
import { signInAnswerSchema } from '../../bridge/protocol/rest.ts';
import { takeKeys } from './keys/keymap.ts';
import { rest } from './link/rest.ts';
import { createStore, type Store } from './link/store.ts';

type Session =
  | { state: 'unknown' }
  /** `notice`: why, when nobody signed out on purpose */
  | { state: 'out'; notice: string | null }
  | { state: 'in'; me: Me };

export const session: Store<Session> = createStore<Session>({ state: 'unknown' });

/** Who we are by the cookie, asked once at the start. */
export async function readSession(): Promise<void> {
  const answer = await rest('GET', 'me', signInAnswerSchema);
  if (answer.ok) enter(answer.value.me);
  else session.set({ state: 'out', notice: answer.status === 401 ? null : answer.error.message });
}

/** Resolves to what went wrong, or null. */
export async function signIn(login: string, password: string): Promise<string | null> {
  const answer = await rest('POST', 'session', signInAnswerSchema, {
    login,
    password,
    // A frame of another site keeps only a cookie made for it.
    ...(window.parent === window ? {} : { embedded: true }),
  });
  if (!answer.ok) return answer.error.message;
  enter(answer.value.me);
  return null;
}

function enter(me: Me): void {
  takeKeys(me.keys ?? {});
  session.set({ state: 'in', me });
}

export async function signOut(): Promise<void> {
  // The page is left even when the server cannot be told: the cookie ends by itself.
  await rest('DELETE', 'session', z.unknown());
  session.set({ state: 'out', notice: null });
}

export function sessionEnded(notice: string): void {
  session.set({ state: 'out', notice });
}

/** False only when the server says so: an unreachable one is no reason to send people to the sign-in. */
export async function stillSignedIn(): Promise<boolean> {
  const answer = await rest('GET', 'me', signInAnswerSchema);
  return answer.ok || answer.status !== 401;
}
