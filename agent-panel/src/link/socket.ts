import { paced } from './paced.ts';
import { browserScreen } from './screen.ts';
import type { OpenWire, Wire, WireListener } from './wire.ts';

/** A browser's WebSocket to `api/socket` beside the page, wherever a reverse proxy has put the page. */
export const openSocket: OpenWire = paced(openWebSocket, browserScreen);

function openWebSocket(listener: WireListener): Wire {
  const url = new URL('api/socket', document.baseURI);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.hash = '';
  const socket = new WebSocket(url.href);
  let closed = false;
  socket.onopen = () => listener.opened();
  socket.onmessage = (event: MessageEvent<unknown>) => {
    if (!closed && typeof event.data === 'string') listener.text(event.data);
  };
  socket.onclose = () => {
    if (closed) return;
    closed = true;
    listener.closed();
  };
  return {
    send(text) {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close() {
      closed = true;
      socket.close();
    },
  };
}
