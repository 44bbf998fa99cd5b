import type { AlertMessage, IssueEvent } from "@parley/db/alerts";
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
  args: { issue: IssueView; event: IssueEvent } & InWords,
): AlertMessage {
  const { issue, event, now } = args;
  const words = wordsIn(asLanguage(args.language) ?? "en");
  const say = words("issues");
  const { locationId } = issue;
  const title = titleOf(issue, args);
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
    ordersWaiting: waitingFor([issue]),
  };
}

/** Issues of a message about several that it names. */
const NAMED_MAX = 5;
const OF_NO_ISSUE = { issueId: null, cause: null, brandId: null, locationId: null, since: null };

/** What is told of several issues that began, the greatest first: the first few by name, and how many more. */
export function groupMessage(
  { adminUrl }: AdminPages,
  args: { issues: readonly IssueView[]; isOfNight: boolean } & InWords,
): AlertMessage {
  const { issues, isOfNight } = args;
  const say = wordsIn(asLanguage(args.language) ?? "en")("alerts");
  const named = issues.slice(0, NAMED_MAX).map((issue) => `${titleOf(issue, args)}.`);
  const more = issues.length - named.length;
  return {
    ...OF_NO_ISSUE,
    title: say(isOfNight ? "told.night" : "told.group", { count: issues.length }),
    lines: more === 0 ? named : [...named, say("told.more", { count: more })],
    step: null,
    url: `${adminUrl}/issues`,
    failures: issues.reduce((all, { effects }) => all + effects, 0),
    ordersWaiting: waitingFor(issues),
  };
}

/** What is told once the last issue of such a message is over. */
export function groupEndMessage(
  { adminUrl }: AdminPages,
  { count, toldAt, language, now }: { count: number; toldAt: Date; language: string; now: Date },
): AlertMessage {
  const say = wordsIn(asLanguage(language) ?? "en")("alerts");
  const title = say("told.groupEnded", { count, span: spanOf(now.getTime() - toldAt.getTime()) });
  return { ...OF_NO_ISSUE, title, step: null, url: `${adminUrl}/issues`, failures: 0, ordersWaiting: 0 };
}

/** How a day went at the places of a channel. */
export interface Day {
  received: number;
  placed: number;
  notPlaced: number;
  /** Issues that are over since. */
  over: number;
  /** Those that last, the greatest harm first. */
  lasting: readonly IssueView[];
}

/** A day in short: it comes also where nothing went wrong, so that silence is never taken for health. */
export function digestMessage(
  { adminUrl }: AdminPages,
  { day, ...args }: { day: Day } & InWords,
): AlertMessage {
  const { received, placed, notPlaced, over, lasting } = day;
  const say = wordsIn(asLanguage(args.language) ?? "en")("alerts");
  const named = lasting.slice(0, NAMED_MAX).map((issue) => `${titleOf(issue, args)}.`);
  const more = lasting.length - named.length;
  const ended = over === 0 ? [] : [say("digest.over", { count: over })];
  const rest = more === 0 ? [] : [say("told.more", { count: more })];
  return {
    ...OF_NO_ISSUE,
    title: say("digest.title", { count: lasting.length }),
    lines: [say("digest.orders", { received, placed, notPlaced }), ...ended, ...named, ...rest],
    step: null,
    url: `${adminUrl}/issues`,
    failures: 0,
    ordersWaiting: waitingFor(lasting),
  };
}

function waitingFor(issues: readonly Pick<IssueView, "waiting">[]): number {
  return issues.flatMap(({ waiting }) => waiting).reduce((sum, { count }) => sum + count, 0);
}

interface InWords {
  language: string;
  /** What stores and connections are called. */
  names: ReadonlyMap<string, string>;
  now: Date;
}

function titleOf(issue: IssueView, { names, now, ...args }: InWords): string {
  const language = asLanguage(args.language) ?? "en";
  const say = wordsIn(language)("issues");
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? null));
  const own = {
    location: nameOf(issue.locationId),
    connection: nameOf(issue.connectionId),
    brand: nameOf(issue.brandId),
  };
  return createIssueTeller(say, language).title(issue, subjectName(issue, own, say), now);
}

/** What somebody who tries a channel sends. */
export function testMessage({ adminUrl }: AdminPages, { language }: { language: string }): AlertMessage {
  const say = wordsIn(asLanguage(language) ?? "en")("alerts");
  const counts = { failures: 0, ordersWaiting: 0 };
  return { title: say("told.test"), step: null, url: `${adminUrl}/issues`, ...OF_NO_ISSUE, ...counts };
}
