"use client";

import { useRouter } from "next/navigation";
import { useClient } from "urql";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { ignoreUnmapped } from "./mappings.graphql.ts";

/** Ignores an id of the queue for a reason, or brings it back without one; null, or the sentence to show. */
export function useIgnore() {
  const client = useClient();
  const router = useRouter();
  const writeFailure = useWriteFailure();
  return async (unmappedId: string, reason: string | null): Promise<string | null> => {
    const { data, error } = await client.mutation(ignoreUnmapped, { input: { unmappedId, reason } });
    const result = data?.ignoreUnmapped;
    router.refresh();
    return result?.__typename === "UnmappedId" ? null : (result?.message ?? writeFailure(error));
  };
}
