import { Button } from "@/components/controls/button.tsx";
import { inputClass } from "@/components/controls/field.tsx";
import { Mono } from "@/components/display/mono.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { readQuery } from "@/graphql/read.ts";
import { words } from "@/words/server.tsx";
import { auditCheckQuery } from "../audit.graphql.ts";
import type { AuditSearch } from "../audit-search.ts";

/**
 * Checks the chain over the audit when its reader asks: a form of its own, so that it works without a script, and so
 * that no visit of the page reads every entry.
 * @param asked null: nobody has; else the seal that was noted elsewhere, or an empty text
 */
export async function ChainCheck({ asked, search }: { asked: string | null; search: AuditSearch }) {
  const say = await words("audit");
  const kept = Object.entries(search).filter(([, value]) => value !== null);
  return (
    <section id="chain" aria-label={say("check.title")} className="flex flex-col gap-2 border-b p-3">
      <form action="/audit#chain" className="flex flex-wrap items-center gap-2">
        {kept.map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value ?? ""} />
        ))}
        <label className="flex min-w-0 items-center gap-1.5 text-xs text-ink-soft max-sm:w-full">
          <span className="shrink-0">{say("check.head")}</span>
          <input
            name="verify"
            defaultValue={asked ?? ""}
            placeholder={say("check.placeholder")}
            className={`${inputClass} min-w-0 grow font-mono`}
          />
        </label>
        <Button type="submit">{say("check.verify")}</Button>
      </form>
      {asked !== null && <Result head={asked} />}
    </section>
  );
}

async function Result({ head }: { head: string }) {
  const say = await words("audit");
  const reading = await readQuery(auditCheckQuery, { head: head.trim() || null });
  if (reading.kind === "failed") return <Notice tone="problem">{say("check.notASeal")}</Notice>;
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say("page.hidden")} />;
  const { isWhole, sealed, broken, brokenAt, brokenEntryId, unsealed, isStandingStill, ...check } =
    reading.data.verifyAudit;
  return (
    <>
      {isWhole ? (
        <Notice tone="ok">
          {say("check.whole", { sealed })}{" "}
          {check.head && (
            <span className="wrap-anywhere">
              {say("check.noted")} <Mono>{`${check.head.number}:${check.head.hash}`}</Mono>
            </span>
          )}
        </Notice>
      ) : (
        <Notice tone="problem">
          {say("check.broken", {
            number: String(brokenAt),
            why: say(`check.${broken ?? "CHANGED"}`),
            sealed,
          })}{" "}
          {brokenEntryId !== null && <Mono>{brokenEntryId}</Mono>}
        </Notice>
      )}
      {unsealed > 0 && (
        <Notice tone={isStandingStill ? "problem" : "quiet"}>
          {say(isStandingStill ? "check.standsStill" : "check.unsealed", { unsealed })}
        </Notice>
      )}
    </>
  );
}
