import { type ComponentType, useEffect, useState } from 'react';
import { Trouble } from './trouble.tsx';
import { sharedWords } from './words.ts';

/** A component with a script of its own, fetched when it is first shown. */
export interface Part<P extends object> {
  fetch(): Promise<void>;
  /** null: it has not come yet */
  component(): ComponentType<P> | null;
}

export function partOf<P extends object>(load: () => Promise<{ default: ComponentType<P> }>): Part<P> {
  let here: ComponentType<P> | null = null;
  return {
    async fetch() {
      here = (await load()).default;
    },
    component: () => here,
  };
}

/**
 * Shows a part as soon as it has come. React's own `lazy` waits up to 300 ms longer, since `Suspense` spaces what it
 * reveals, and takes the whole page away where a script does not come: after a new version was put on the server, say. Here
 * that is said, with the way on.
 */
export function Later<P extends object>({ part, props }: { part: Part<P>; props: P }) {
  /** the last one that was waited for, and whether it came */
  const [end, setEnd] = useState<{ part: Part<P>; came: boolean } | null>(null);
  const Component = part.component();
  useEffect(() => {
    if (Component !== null) return;
    let wanted = true;
    const say = (came: boolean) => {
      if (wanted) setEnd({ part, came });
    };
    part.fetch().then(
      () => say(true),
      () => say(false),
    );
    return () => {
      wanted = false;
    };
  }, [part, Component]);

  if (Component !== null) return <Component {...props} />;
  if (end?.part !== part || end.came) return null;
  // A browser remembers that a script did not come, until the page is loaded anew.
  const error = { code: 'no-script', message: sharedWords.partMissing };
  return <Trouble error={error} onRetry={() => location.reload()} />;
}
