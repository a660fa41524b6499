import { createStore, type Store } from '../link/store.ts';
import { cssName, dark, light } from './palette.ts';
import { remember, remembered } from './remember.ts';

export type ThemeName = 'light' | 'dark';
export type ThemeChoice = ThemeName | 'system';

const system = matchMedia('(prefers-color-scheme: dark)');

/** The theme in force. */
export const theme: Store<ThemeName> = createStore<ThemeName>(named(chosen()));

function chosen(): ThemeChoice {
  const kept = remembered('theme');
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

export function choose(choice: ThemeChoice): void {
  remember('theme', choice === 'system' ? null : choice);
  apply();
}

/** Called once before the first render, so that a night shift is not greeted by a white flash. */
export function watchTheme(): void {
  system.addEventListener('change', apply);
  apply();
}

function named(choice: ThemeChoice): ThemeName {
  if (choice !== 'system') return choice;
  return system.matches ? 'dark' : 'light';
}

function apply(): void {
  const name = named(chosen());
  const root = document.documentElement;
  root.dataset.theme = name;
  root.style.colorScheme = name;
  for (const [part, colour] of Object.entries(name === 'dark' ? dark : light))
    root.style.setProperty(cssName(part), colour);
  theme.set(name);
}
