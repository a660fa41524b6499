import './ui/jitless.ts';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { readSession } from './session.ts';
import { Appearance } from './ui/appearance.tsx';
import { watchTheme } from './ui/theme-choice.ts';
import './ui/base.css';
import './ui/old-controls.css';

watchTheme();

const place = document.getElementById('panel');
if (place !== null) {
  createRoot(place).render(
    <Appearance>
      <App />
    </Appearance>,
  );
  void readSession();
}
