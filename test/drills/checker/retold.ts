import type { Evidence } from "./evidence.ts";
import type { Finding } from "./finding.ts";
import { finding, flatMapStories } from "./pos-sets.ts";
import { field, finalsOf, type Story } from "./stories.ts";

/**
 * Two final statuses for one guest's order under two request uids, which the gateway took for two orders, although no
 * newer request of it came between them: the later one was asked for no later than the one that was already answered,
 * with the same content. So a delayed copy of a refused order was taken for a new try.
 */
export function findRetold(evidence: Evidence): Finding[] {
  return flatMapStories(evidence, (story) => {
    const told = firstFinal(story);
    if (told === undefined) return [];
    const row = evidence.rowOf(story.requestUid);
    const before = evidence.storiesOf(story.orderKey).find((earlier) => {
      const first = firstFinal(earlier);
      return (
        first !== undefined &&
        first.answer.index < told.answer.index &&
        first.status !== told.status &&
        evidence.rowOf(earlier.requestUid)?.id !== row?.id &&
        contentOf(earlier) === contentOf(story) &&
        newestAskedAt(evidence, story, told.answer.index) <= askedAtOf(earlier)
      );
    });
    if (before === undefined) return [];
    const first = firstFinal(before)?.status;
    return [
      finding(
        story,
        `told ${told.status}, after ${before.requestUid} was told ${first} and nothing newer was asked`,
      ),
    ];
  });
}

function firstFinal(story: Story) {
  return finalsOf(story)[0];
}

/** The latest `request_datetime` of the guest's order among what was answered by then. */
function newestAskedAt(evidence: Evidence, { orderKey }: Story, index: number): number {
  const asked = evidence
    .storiesOf(orderKey)
    .filter(({ answers }) => answers.some((one) => one.index <= index));
  return Math.max(...asked.map(askedAtOf));
}

function askedAtOf({ order }: Story): number {
  return Date.parse(String(field(JSON.parse(order.body), "request_datetime")));
}

function contentOf({ order }: Story): string {
  return JSON.stringify(field(JSON.parse(order.body), "order_details"));
}
