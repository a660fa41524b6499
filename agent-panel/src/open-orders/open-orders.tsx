import type { CallCard } from '../../../bridge/protocol/desk.ts';
import type { OpenOrderView } from '../../../bridge/protocol/open-orders.ts';
import { useStore } from '../link/use-store.ts';
import { useDesk } from '../pages/operator/desk.ts';
import { Icon } from '../ui/icons.tsx';
import { chinaDay } from '../ui/time.ts';
import { orderWords } from './words.ts';

/**
 * What is open for this caller in the city's own order system, at the foot of the history: it comes later than the pop,
 * and moves nothing that is being read.
 */
export function OpenOrders({ card }: { card: CallCard }) {
  const desk = useDesk();
  const system = useStore(desk.view)?.orderSystem;
  const { orders } = card;
  if (orders == null || system == null) return null;
  return (
    <section className="open-orders" aria-label={orderWords.title}>
      <h2>
        {orderWords.title}
        {orders.outcome === 'orders' && <span className="count"> {orders.orders.length}</span>}
        <small>{system}</small>
      </h2>
      <div role="status">
        {orders.outcome === 'asking' && <p className="soft">{orderWords.asking}</p>}
        {orders.outcome === 'silent' && (
          <p className="orders-silent tone-warn">
            <Icon name="alert" size={14} /> {orders.zh}
            <button
              type="button"
              className="plain"
              onClick={() => void desk.act({ type: 'ask-orders-again', callId: card.callId })}
            >
              {orderWords.again}
            </button>
          </p>
        )}
        {orders.outcome === 'orders' && orders.orders.length === 0 && (
          <p className="soft">{orderWords.none}</p>
        )}
      </div>
      {orders.outcome === 'orders' && (
        <ul>
          {orders.orders.map((order) => (
            <Order key={order.orderNo} order={order} system={system} />
          ))}
          {orders.more && <li className="soft">{orderWords.more}</li>}
        </ul>
      )}
    </section>
  );
}

/** One line: state, what it is about, by when, and the way there; its number, which callers ask for, unfolds. */
function Order({ order, system }: { order: OpenOrderView; system: string }) {
  const desk = useDesk();
  const due = order.dueAt === null ? null : Date.parse(order.dueAt);
  const opened = order.openedAt === null ? null : Date.parse(order.openedAt);
  const late = due !== null && due < desk.connection.now();
  const title = order.confidential ? orderWords.confidential : order.title;
  return (
    <li className="order">
      <details>
        <summary>
          <span className="tag tone-accent">{order.state}</span>
          <span className="order-title" title={title}>
            {title}
          </span>
          {due !== null && (
            <small className={late ? 'tone-bad' : ''}>
              {late ? orderWords.over : orderWords.due(chinaDay(due).slice(5))}
            </small>
          )}
        </summary>
        <p className="order-details">
          {[
            title,
            orderWords.number(order.orderNo),
            order.unit,
            opened !== null && orderWords.openedOn(chinaDay(opened)),
            due !== null && orderWords.due(chinaDay(due)),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </details>
      {order.url !== null && (
        <a
          href={order.url}
          target="_blank"
          rel="noopener noreferrer"
          aria-label={orderWords.openWhat(order.orderNo, system)}
          title={orderWords.openWhat(order.orderNo, system)}
        >
          {orderWords.open} <Icon name="out" size={12} />
        </a>
      )}
    </li>
  );
}
