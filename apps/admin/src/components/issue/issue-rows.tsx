import Link from "next/link";
import { Age, Zoned } from "@/components/display/moment.tsx";
import { TestChip } from "@/components/store/test-chip.tsx";
import { formatMoney } from "@/format/money.ts";
import { formatDateTime } from "@/format/time.ts";
import { language, words } from "@/words/server.tsx";
import type { IssueRow } from "./issue.graphql.ts";

/** Issues, one under the other: what, how many and how much, since when, who has it, what next. Effects stand under it. */
export async function IssueRows({ issues, now }: { issues: readonly IssueRow[]; now: string }) {
  const [say, spoken] = await Promise.all([words("issues"), language()]);
  return (
    <ul>
      {issues.map((issue) => {
        const { waiting, location } = issue;
        const zone = location?.timezone ?? "UTC";
        const count = waiting.reduce((sum, each) => sum + each.count, 0);
        const money = waiting.map((each) => formatMoney(each.totalCents, each.currency)).join(" + ");
        const who = issue.case.assignee;
        return (
          <li
            key={issue.id}
            className="flex flex-wrap items-start gap-x-6 gap-y-1 border-b px-3 py-2.5 last:border-b-0"
          >
            <div className="min-w-0 basis-80 grow">
              <p className="text-base font-medium">
                <Link href={`/issues/${issue.id}`} data-row-link className="hover:underline">
                  {issue.title}
                </Link>
              </p>
              <p className="flex flex-wrap gap-x-3 text-ink-soft">
                {location?.phone && (
                  <a href={`tel:${location.phone}`} className="whitespace-nowrap text-accent">
                    {location.phone}
                  </a>
                )}
                {location && (
                  <span>
                    <Link href={`/stores/${location.id}`} className="text-accent hover:underline">
                      {location.name}
                    </Link>
                    <TestChip store={location} />
                  </span>
                )}
                {issue.effectCount > 0 && (
                  <span>{say("effects.failures", { count: issue.effectCount })}</span>
                )}
                {issue.menuSince && (
                  <Zoned at={issue.menuSince} zone={zone}>
                    {say("effects.menuOld", {
                      time: formatDateTime(new Date(issue.menuSince), zone, "minute", spoken),
                    })}
                  </Zoned>
                )}
                <span>{who ? say("page.has", { name: who.name }) : say("page.nobody")}</span>
                {issue.state === "SNOOZED" && <span>{say("page.rests")}</span>}
              </p>
            </div>
            <div className="shrink-0 sm:text-right">
              {count > 0 && <p className="font-medium">{say("page.waiting", { count, money })}</p>}
              <p className="text-xs text-ink-soft">
                {issue.overAt ? say("page.over") : say("page.since")}{" "}
                <Age at={issue.overAt ?? issue.since} zone={zone} now={now} />
              </p>
            </div>
            <p className="flex shrink-0 gap-4 font-medium">
              {[issue.nextStep, issue.callsStep].map(
                (step, at) =>
                  step &&
                  (at === 0 || step.href !== issue.nextStep?.href) && (
                    <Link key={step.href} href={step.href} className="text-accent hover:underline">
                      {step.label}
                    </Link>
                  ),
              )}
            </p>
          </li>
        );
      })}
    </ul>
  );
}
