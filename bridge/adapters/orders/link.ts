/** Where an order is opened in its own system; hosts as the configuration allows them. */
export interface OrderLink {
  /** an address with {orderNo} once, behind the host */
  template: string;
  hosts: readonly string[];
}

/** null where what comes of it is no address of an allowed host: a number of an order never chooses the host. */
export function orderUrl(link: OrderLink | null, orderNo: string): string | null {
  if (link === null) return null;
  const url = URL.parse(link.template.replace('{orderNo}', encodeURIComponent(orderNo)));
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null;
  return link.hosts.includes(url.host) && url.username === '' && url.password === '' ? url.href : null;
}
