import { createElement, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';

/*
 * What a page costs that does next to nothing: the same React, the same socket, one state, one line of text. It parses
 * what it is sent and checks none of it.
 */

function EmptyPage() {
  const [line, tell] = useState('');
  const [socket] = useState(openSocket);
  useEffect(() => {
    const asked = new Map();
    socket.onmessage = ({ data }) => {
      const frame = JSON.parse(data);
      if (frame.type === 'desk') tell(lineOf(frame.desk));
      if (frame.type === 'result') tell(`${asked.get(frame.id)}：${frame.result.hits.length}`);
      if (frame.type === 'ping') send({ type: 'pong', at: frame.now });
    };
    const send = (frame) => socket.send(JSON.stringify(frame));
    const typed = ({ target }) => {
      const id = crypto.randomUUID();
      asked.set(id, target.value);
      const question = { text: target.value, serviceFunction: null, regionCode: null, date: null };
      if (target.value !== '') send({ type: 'command', id, command: { type: 'search', ...question } });
    };
    addEventListener('input', typed);
    return () => removeEventListener('input', typed);
  }, [socket]);
  // Another element for another caller: the browser tells of each once when it was drawn.
  const [, caller = ''] = line.split(' ');
  return createElement(
    'main',
    null,
    createElement('input'),
    createElement('p', { id: 'line', key: caller }, line),
  );
}

function openSocket() {
  const socket = new WebSocket(new URL('api/socket', document.baseURI.replace('http', 'ws')));
  socket.onopen = () =>
    socket.send(JSON.stringify({ type: 'hello', version: 1, page: 'operator', resume: null }));
  return socket;
}

function lineOf({ cards, state, queues }) {
  const [card] = cards;
  const waiting = queues.map((queue) => queue.waiting).join(' ');
  return `${card === undefined ? state : `${card.phase} ${card.number}`} ${waiting}`;
}

createRoot(document.getElementById('place')).render(createElement(EmptyPage));
