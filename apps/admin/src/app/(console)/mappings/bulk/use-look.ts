"use client";

import { useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ask } from "@/graphql/ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { importPlanQuery } from "../import/import.graphql.ts";
import { importPath } from "../import/import-address.ts";
import { sendFile } from "../import/send-file.ts";
import type { Mapping } from "../mapping.ts";
import { bulkFile, type Wanted } from "./file.ts";

/** Problems in one answer. */
const AT_ONCE = 100;

/** What is wrong with rows, by their place among those that were sent, and where all of it is seen. */
export interface Wrong {
  path: string;
  reasons: ReadonlyMap<number, string>;
}

/** Sends wanted changes as a file and leads to what it would do; or says what is wrong with which row. */
export function useLook() {
  const say = useWords("imports");
  const writeFailure = useWriteFailure();
  const router = useRouter();
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [wrong, setWrong] = useState<Wrong | null>(null);

  async function look(kind: Mapping["kind"], rows: readonly Wanted[], name: string): Promise<void> {
    setPending(true);
    setFailure(null);
    setWrong(null);
    const file = new File([bulkFile(kind, rows)], name, { type: "text/csv" });
    const sent = await sendFile(file, () => {}).answer;
    if (sent.kind === "taken") return await read(sent.id);
    setPending(false);
    setFailure((sent.kind === "refused" ? sent.message : null) ?? say("page.failed"));
  }

  async function read(id: string): Promise<void> {
    const reasons = new Map<number, string>();
    for (let problemsFrom = 0; ; problemsFrom += AT_ONCE) {
      const variables = { id, problemsFrom, limit: AT_ONCE };
      const { data, error } = await ask(importPlanQuery, variables);
      const plan = data?.dryRunImport;
      if (!plan) {
        setPending(false);
        return setFailure(error ? writeFailure(error) : say("page.lost"));
      }
      if (plan.wrong === 0) return router.push(importPath({ file: id }));
      for (const { line, reason } of plan.problems)
        reasons.set(line - 2, [reasons.get(line - 2), reason].filter(Boolean).join(" "));
      if (problemsFrom + AT_ONCE >= plan.problemCount) break;
    }
    setPending(false);
    setWrong({ path: importPath({ file: id }), reasons });
  }

  return { look, isPending, failure, setFailure, wrong };
}
