"use client";

import { useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { impactOf } from "@/app/(console)/mappings/mapping.ts";
import { Button } from "@/components/controls/button.tsx";
import { ReasonField } from "@/components/controls/reason-field.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { ask } from "@/graphql/ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { changesOf } from "../changes-of.ts";
import { importMappings, type Plan } from "../import.graphql.ts";
import { type ImportAddress, importPath } from "../import-address.ts";
import { ChangeTable } from "./change-table.tsx";

const COUNTS = ["created", "changed", "ended", "unchanged", "wrong"] as const;

/** What a file would do, and the act that does it. Which rows are left out is kept over the pages of the table. */
export function PlanView({ plan, address }: { plan: Plan; address: ImportAddress }) {
  const say = useWords("imports");
  const sayMappings = useWords("mappings");
  const writeFailure = useWriteFailure();
  const router = useRouter();
  const [leftOut, setLeftOut] = useState<ReadonlySet<number>>(new Set());
  const [leaveOutWrong, setLeaveOutWrong] = useState(false);
  const [reason, setReason] = useState("");
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const count = changesOf(plan) - leftOut.size;
  const mayImport = count > 0 && (plan.wrong === 0 || leaveOutWrong);

  function take(lines: readonly number[], isTaken: boolean) {
    const next = new Set(leftOut);
    for (const line of lines) isTaken ? next.delete(line) : next.add(line);
    setLeftOut(next);
  }

  async function run() {
    setPending(true);
    setFailure(null);
    const { acrossBrands } = address;
    const input = {
      importId: plan.id,
      digest: plan.digest,
      leaveOut: [...leftOut],
      leaveOutWrong,
      acrossBrands,
      reason,
    };
    const { data, error } = await ask(importMappings, { input });
    const result = data?.importMappings;
    if (result?.__typename === "MappingImport") {
      router.replace(importPath({ done: result.id }));
      return;
    }
    setPending(false);
    setFailure(result?.message ?? writeFailure(error));
    // What was seen is no longer so: it is judged anew.
    router.refresh();
  }

  return (
    <div className="flex flex-col gap-4">
      <section aria-label={plan.fileName} className="rounded-lg border bg-surface p-3">
        <p className="wrap-anywhere text-ink-soft">
          {say("page.file", { file: plan.fileName, encoding: plan.encoding, separator: plan.separator })}
        </p>
        {plan.warnings.map((warning) => (
          <p key={warning} className="mt-1">
            {warning}
          </p>
        ))}
        <dl className="mt-2 flex flex-wrap gap-x-8 gap-y-2">
          {COUNTS.map((name) => (
            <div key={name}>
              <dt className="text-xs text-ink-faint">{say(`page.counts.${name}`)}</dt>
              <dd className="text-lg font-semibold tabular-nums">{plan[name]}</dd>
            </div>
          ))}
        </dl>
        {plan.changed + plan.ended > 0 && (
          <p className="mt-2">{sayMappings("impact.sentence", impactOf(plan.impact, "changes"))}</p>
        )}
        <div className="mt-3 flex flex-wrap items-center gap-x-6 gap-y-2">
          <label className="inline-flex items-center gap-2">
            <input
              type="checkbox"
              checked={address.acrossBrands}
              onChange={(event) =>
                router.replace(importPath({ file: plan.id, acrossBrands: event.target.checked }), {
                  scroll: false,
                })
              }
            />
            {say("page.across")}
          </label>
          {plan.wrong > 0 && (
            <label className="inline-flex items-center gap-2">
              <input
                type="checkbox"
                checked={leaveOutWrong}
                onChange={(event) => setLeaveOutWrong(event.target.checked)}
              />
              {say("page.leaveOutWrong", { count: plan.wrong })}
            </label>
          )}
          <ReasonField value={reason} change={setReason} />
          <Button look="primary" onClick={run} disabled={!mayImport || isPending} aria-busy={isPending}>
            {isPending
              ? say("page.importing")
              : say(plan.created + plan.changed === 0 && plan.ended > 0 ? "page.end" : "page.import", {
                  count,
                })}
          </Button>
        </div>
        {failure && (
          <div className="mt-3">
            <Notice tone="problem">{failure}</Notice>
          </div>
        )}
      </section>
      <ChangeTable plan={plan} address={address} leftOut={leftOut} take={take} />
    </div>
  );
}
