"use client";

import { useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { ask } from "@/graphql/ask.ts";
import type { ResultOf, TadaDocumentNode } from "@/graphql/document.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import type { Mapping, MappingKind } from "./mapping.ts";
import { endMapping, revertMapping, setMapping } from "./mappings.graphql.ts";

/** The result of a write: the current mapping, or the API's reason why nothing changed. */
export type WriteAnswer = { kind: "done"; mapping: Mapping } | { kind: "refused"; message: string };

export interface SetMappingInput {
  kind: MappingKind;
  connectionId: string;
  parId: string;
  targetId: string;
  /** The version that the operator saw; null for an id that has no mapping. */
  expectedVersion: number | null;
  /** Why; empty where nobody says. */
  reason?: string;
}

interface RevertMappingInput extends Pick<SetMappingInput, "expectedVersion" | "reason"> {
  /** The version to put back. */
  mappingId: string;
}

type Result = ResultOf<typeof setMapping>["setMapping"];

/** The writes of this page. Each one reads the page again afterwards, also when it was refused: it was out of date. */
export function useMappingWrites() {
  const router = useRouter();
  const say = useWords("mappings");
  const writeFailure = useWriteFailure();

  async function write<Data, Input>(
    mutation: TadaDocumentNode<Data, { input: Input }>,
    input: Input,
    resultOf: (data: Data) => Result,
    /** The same change, said to be meant, where it would take an id from one brand to another. */
    acrossBrands?: Input,
  ): Promise<WriteAnswer> {
    const { data, error } = await ask(mutation, { input });
    const result = data && resultOf(data);
    if (result?.__typename === "CrossesBrands" && acrossBrands !== undefined) {
      if (window.confirm(`${result.message}\n\n${say("acrossBrands")}`)) {
        return await write(mutation, acrossBrands, resultOf);
      }
    }
    router.refresh();
    if (result?.__typename === "Mapping") return { kind: "done", mapping: result };
    return { kind: "refused", message: result?.message ?? writeFailure(error) };
  }

  return {
    /** Asks before an id goes from one brand to another. */
    set: (input: SetMappingInput) =>
      write(setMapping, input, (data) => data.setMapping, { ...input, acrossBrands: true }),
    /** Asks before an id goes from one brand to another. */
    revert: (input: RevertMappingInput) =>
      write(revertMapping, input, (data) => data.revertMapping, { ...input, acrossBrands: true }),
    end: (mappingId: string, reason: string) =>
      write(endMapping, { mappingId, reason }, (data) => data.endMapping),
    /** Ends a mapping that was just made; its id returns to the queue it came from. */
    undo: (mappingId: string) => write(endMapping, { mappingId, undo: true }, (data) => data.endMapping),
  };
}
