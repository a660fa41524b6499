import { Button, Input, type InputRef } from 'antd';
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { signIn } from '../../session.ts';
import { Icon } from '../../ui/icons.tsx';
import { ThemeSwitch } from '../../ui/theme-switch.tsx';
import './sign-in.css';
import { words } from './words.ts';

export function SignInPage({ notice }: { notice: string | null }) {
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(notice);
  const [caps, setCaps] = useState(false);
  const loginField = useRef<InputRef>(null);
  const passwordField = useRef<InputRef>(null);

  useEffect(() => {
    document.title = words.title;
  }, []);

  async function enter(event: FormEvent) {
    event.preventDefault();
    if (login.trim() === '') {
      setProblem(words.fillLogin);
      loginField.current?.focus();
      return;
    }
    if (password === '') {
      setProblem(words.fillPassword);
      passwordField.current?.focus();
      return;
    }
    setBusy(true);
    setProblem(null);
    const wrong = await signIn(login.trim(), password);
    // On success this page is gone already.
    if (wrong === null) return;
    setBusy(false);
    setProblem(wrong);
    setPassword('');
    passwordField.current?.focus();
  }

  return (
    <main className="sign-in">
      <section className="sign-in-card">
        <header>
          <span className="sign-in-mark" aria-hidden="true">
            <Icon name="bubble" size={26} />
          </span>
          <h1>{words.heading}</h1>
          <p>{words.service}</p>
        </header>
        <form onSubmit={enter} noValidate>
          <label htmlFor="login">
            <span>{words.login}</span>
            <Input
              id="login"
              ref={loginField}
              size="large"
              autoFocus
              autoComplete="username"
              autoCapitalize="off"
              spellCheck={false}
              maxLength={64}
              value={login}
              onChange={(event) => setLogin(event.target.value)}
            />
          </label>
          <label htmlFor="password">
            <span>
              {words.password}
              {caps && <em role="status">{words.caps}</em>}
            </span>
            <Input
              id="password"
              ref={passwordField}
              size="large"
              type="password"
              autoComplete="current-password"
              maxLength={256}
              value={password}
              onChange={(event) => setPassword(event.target.value)}
              onKeyDown={(event: KeyboardEvent) => setCaps(event.getModifierState('CapsLock'))}
            />
          </label>
          <p className="sign-in-problem" role="alert">
            {problem !== null && (
              <>
                <Icon name="alert" /> {problem}
              </>
            )}
          </p>
          <Button type="primary" size="large" htmlType="submit" block disabled={busy}>
            {busy ? words.entering : words.enter}
          </Button>
        </form>
      </section>
      <footer>
        <span>{words.line}</span>
        <ThemeSwitch />
      </footer>
    </main>
  );
}
