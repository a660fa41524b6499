import type { Screen } from './paced.ts';

/** A window that another one covers may be drawn no more and not be told so: a frame that takes longer than this does not come. */
const NO_FRAME_MS = 100;

export const browserScreen: Screen = {
  now: () => performance.now(),
  drawn(run) {
    // In a hidden tab timers are late as well, and the desktop notification is not to wait.
    if (document.hidden) return run();
    let told = false;
    const once = () => {
      if (told) return;
      told = true;
      clearTimeout(late);
      document.removeEventListener('visibilitychange', once);
      run();
    };
    const late = setTimeout(once, NO_FRAME_MS);
    document.addEventListener('visibilitychange', once);
    // The frame is drawn after its callbacks: a task behind it finds it done.
    requestAnimationFrame(() => setTimeout(once));
  },
};
