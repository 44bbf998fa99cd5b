import type { AlertChannel, Delivery } from "@parley/db/alerts";

export function channelJson(channel: AlertChannel) {
  const { id, kind, name, target, kinds, language, brandId, locationId, isOn } = channel;
  const place = { brand_id: brandId, location_id: locationId };
  const { quietFrom: from, quietTo: to, quietZone: zone, delayMin, tellsOrdersAtNight } = channel;
  const quiet = from === null ? null : { from, to, zone, tells_orders: tellsOrdersAtNight };
  const told = { id, kind, name, to: target, about: kinds, language, ...place, is_on: isOn };
  const { digestAt: at, digestZone } = channel;
  const digest = at === null ? null : { at, zone: digestZone };
  return { ...told, quiet, after_minutes: delayMin, digest };
}

export function deliveryJson(delivery: Delivery) {
  const { id, channelId, alertId, event, state, attempts, message, createdAt } = delivery;
  return {
    ...{ id, channel: channelId, alert: alertId, event, state, attempts },
    ...{ title: message.title, url: message.url, last_answer: delivery.lastAnswer, created_at: createdAt },
    ...{ last_at: delivery.lastAt, next_at: delivery.nextAt, delivered_at: delivery.deliveredAt },
  };
}
