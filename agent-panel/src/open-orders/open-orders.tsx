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

function Order({ order, system }: { order: OpenOrderView; system: string }) {
  const desk = useDesk();
  const due = order.dueAt === null ? null : Date.parse(order.dueAt);
  const late = due !== null && due < desk.connection.now();
  const title = order.confidential ? orderWords.confidential : order.title;
  return (
    <li className="order">
      <p className="order-line">
        <span className="tag tone-accent">{order.state}</span>
        <span className="order-title" title={title}>
          {title}
        </span>
      </p>
      <p className="order-line soft">
        {order.url === null ? (
          <span>{order.orderNo}</span>
        ) : (
          <a
            href={order.url}
            target="_blank"
            rel="noopener noreferrer"
            title={orderWords.openWhat(order.orderNo, system)}
          >
            {orderWords.open(order.orderNo)} <Icon name="out" size={12} />
          </a>
        )}
        {order.unit !== null && <span className="order-unit">{order.unit}</span>}
        {due !== null && (
          <span className={late ? 'tone-bad order-due' : 'order-due'}>
            {late ? orderWords.over(chinaDay(due).slice(5)) : orderWords.due(chinaDay(due).slice(5))}
          </span>
        )}
      </p>
    </li>
  );
}
