import type { AlertEvent, AlertMessage } from "@parley/db/alerts";
import { asLanguage, wordsIn } from "@parley/words";
import type { IssueView } from "../issues/current.ts";
import { nextStepOf } from "../issues/next-step.ts";
import { createIssueTeller, spanOf, subjectName } from "../issues/tell.ts";

/** Where the pages of the admin are. */
export interface AdminPages {
  adminUrl: string;
}

/** What is told of an issue: its own sentence and next step, in one language. Names of stores, and nothing of a guest. */
export function messageOf(
  { adminUrl }: AdminPages,
  args: {
    issue: IssueView;
    event: Exclude<AlertEvent, "test">;
    language: string;
    names: ReadonlyMap<string, string>;
    now: Date;
  },
): AlertMessage {
  const { issue, event, names, now } = args;
  const language = asLanguage(args.language) ?? "en";
  const words = wordsIn(language);
  const say = words("issues");
  const { locationId, connectionId } = issue;
  const subject = subjectName(
    issue,
    {
      location: locationId === null ? null : (names.get(locationId) ?? null),
      connection: connectionId === null ? null : (names.get(connectionId) ?? null),
    },
    say,
  );
  const title = createIssueTeller(say, language).title(issue, subject, now);
  const span = spanOf((issue.overAt ?? now).getTime() - issue.sinceAt.getTime());
  const { mend } = nextStepOf(issue, say);
  return {
    title: words("alerts")(`told.${event}`, { title, span, count: issue.effects }),
    step: mend === null || event === "ended" ? null : { label: mend.label, url: `${adminUrl}${mend.href}` },
    url: `${adminUrl}/issues/${issue.id}`,
    issueId: issue.id,
    cause: issue.cause,
    brandId: issue.brandId,
    locationId,
    since: issue.sinceAt.toISOString(),
    failures: issue.effects,
    ordersWaiting: issue.waiting.reduce((sum, { count }) => sum + count, 0),
  };
}
/** What somebody who tries a channel sends. */
export function testMessage({ adminUrl }: AdminPages, { language }: { language: string }): AlertMessage {
  const say = wordsIn(asLanguage(language) ?? "en")("alerts");
  const ofIssue = { issueId: null, cause: null, brandId: null, locationId: null, since: null };
  const counts = { failures: 0, ordersWaiting: 0 };
  return { title: say("told.test"), step: null, url: `${adminUrl}/issues`, ...ofIssue, ...counts };
}
