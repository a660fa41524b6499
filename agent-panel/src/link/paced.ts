import type { OpenWire } from './wire.ts';

/** Read in one go for so long at most: a picture is due every 16 ms, and the page wants its share of them. */
const GO_MS = 8;

export interface Screen {
  now(): number;
  /** Runs once when what stands in the page has been drawn; at once where nobody sees it. */
  drawn(run: () => void): void;
}

/**
 * A wire whose texts do not keep the browser from drawing. The first one is read at once, and what it changes is drawn
 * before the next are: a pop is seen while two hundred frames still wait behind it. Those are then read in goes, each of
 * which is drawn once. The order stays, and nothing is left out.
 */
export function paced(openWire: OpenWire, screen: Screen): OpenWire {
  return (listener) => {
    const waiting: string[] = [];
    let drawing = false;
    let open = true;

    const read = (): boolean => {
      const text = open ? waiting.shift() : undefined;
      if (text !== undefined) listener.text(text);
      return text !== undefined;
    };

    function readOn(): void {
      const until = screen.now() + GO_MS;
      while (read() && screen.now() < until);
      drawing = true;
      screen.drawn(() => {
        drawing = false;
        if (open && waiting.length > 0) readOn();
      });
    }

    const wire = openWire({
      opened: () => listener.opened(),
      text(text) {
        waiting.push(text);
        if (!drawing) readOn();
      },
      closed() {
        // Last words are heard before the silence.
        while (read());
        open = false;
        listener.closed();
      },
    });
    return {
      send: (text) => wire.send(text),
      close() {
        open = false;
        wire.close();
      },
    };
  };
}
