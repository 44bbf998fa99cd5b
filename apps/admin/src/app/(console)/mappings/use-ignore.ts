"use client";

import { useRouter } from "next/navigation";
import { ask } from "@/graphql/ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { ignoreUnmapped } from "./mappings.graphql.ts";

/** Ignores an id of the queue for a reason, or brings it back without one; null, or the sentence to show. */
export function useIgnore() {
  const router = useRouter();
  const writeFailure = useWriteFailure();
  return async (unmappedId: string, reason: string | null): Promise<string | null> => {
    const { data, error } = await ask(ignoreUnmapped, { input: { unmappedId, reason } });
    const result = data?.ignoreUnmapped;
    router.refresh();
    return result?.__typename === "UnmappedId" ? null : (result?.message ?? writeFailure(error));
  };
}
