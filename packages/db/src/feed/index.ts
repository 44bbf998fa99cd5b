export { consumeFeed, type FeedConsumer, type FeedStep, type FeedTransaction } from "./consumer.ts";
export { FeedCursor } from "./cursor.ts";
export { type FeedEntry, type FeedEvent, type FeedExchange, type FeedPart, readFeed } from "./feed.ts";
