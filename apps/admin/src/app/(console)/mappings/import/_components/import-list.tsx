"use client";

import { useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { Moment } from "@/components/display/moment.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { ask } from "@/graphql/ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { type Batch, undoImport } from "../import.graphql.ts";
import { importPath } from "../import-address.ts";

/** What was imported, the newest first, each with the way back; above them what was just done. */
export function ImportList({ batches, done }: { batches: readonly Batch[]; done: Batch | null }) {
  const say = useWords("imports");
  return (
    <>
      {done && (
        <Notice tone="ok">
          <div className="flex flex-wrap items-center justify-between gap-2">
            <span>{outcome(done, say)}</span>
            {done.undoneAt === null && <UndoImport importId={done.id} />}
          </div>
        </Notice>
      )}
      <Panel title={say("page.list")}>
        {batches.length === 0 ? (
          <EmptyState title={say("page.listEmpty")} />
        ) : (
          <table className="data-table" aria-label={say("page.list")}>
            <thead>
              <tr>
                <th scope="col">{say("page.when")}</th>
                <th scope="col">{say("page.fileName")}</th>
                <th scope="col" className="max-md:hidden">
                  {say("page.who")}
                </th>
                <th scope="col" className="number max-md:hidden">
                  {say("page.counts.created")}
                </th>
                <th scope="col" className="number max-md:hidden">
                  {say("page.counts.changed")}
                </th>
                <th scope="col" className="number max-md:hidden">
                  {say("page.counts.ended")}
                </th>
                <th scope="col">{say("page.state")}</th>
              </tr>
            </thead>
            <tbody>
              {batches.map((batch) => (
                <tr key={batch.id}>
                  <td>
                    {batch.importedAt && <Moment at={batch.importedAt} zone="UTC" precision="minute" />}
                  </td>
                  <td className="wrap-anywhere">
                    {batch.fileName}
                    {batch.reason && <p className="text-xs text-ink-soft">{batch.reason}</p>}
                  </td>
                  <td className="max-md:hidden">{batch.importedBy}</td>
                  <td className="number max-md:hidden">{batch.created}</td>
                  <td className="number max-md:hidden">{batch.changed}</td>
                  <td className="number max-md:hidden">{batch.ended ?? 0}</td>
                  <td>
                    {batch.undoneAt === null ? (
                      <span className="flex flex-wrap items-center gap-2">
                        {say("page.inForce")}
                        {batch.id !== done?.id && <UndoImport importId={batch.id} />}
                      </span>
                    ) : (
                      say("page.takenBack")
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Panel>
    </>
  );
}

function outcome(batch: Batch, say: ReturnType<typeof useWords<"imports">>): string {
  return batch.undoneAt === null
    ? say("page.result", {
        created: batch.created ?? 0,
        changed: batch.changed ?? 0,
        ended: batch.ended ?? 0,
      })
    : say("page.undone", { count: batch.undone ?? 0 });
}

/** Takes an import back; where somebody changed some of it since, it asks before it takes back the others. */
function UndoImport({ importId }: { importId: string }) {
  const say = useWords("imports");
  const writeFailure = useWriteFailure();
  const router = useRouter();
  const [isPending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<{ message: string; mayLeaveOut: boolean } | null>(null);

  async function run(leaveOutChanged: boolean) {
    setPending(true);
    setRefusal(null);
    const { data, error } = await ask(undoImport, { input: { importId, leaveOutChanged } });
    const result = data?.undoImport;
    setPending(false);
    if (result?.__typename === "MappingImport") return router.replace(importPath({ done: result.id }));
    const parIds = result?.__typename === "ChangedSince" ? ` (${result.parIds.join(", ")})` : "";
    setRefusal({
      message: `${result?.message ?? writeFailure(error)}${parIds}`,
      mayLeaveOut: result?.__typename === "ChangedSince",
    });
  }

  return (
    <span className="flex flex-wrap items-center gap-2">
      {refusal && <span role="alert">{refusal.message}</span>}
      <Button size="row" onClick={() => run(false)} disabled={isPending} aria-busy={isPending}>
        {say(isPending ? "page.undoing" : "page.undo")}
      </Button>
      {refusal?.mayLeaveOut && (
        <Button size="row" onClick={() => run(true)} disabled={isPending}>
          {say("page.undoOthers")}
        </Button>
      )}
    </span>
  );
}
