"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import type { Until } from "@/components/until/until.ts";
import { useMutation } from "@/graphql/use-ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { pauseStores, resumeStores } from "../pause-stores.graphql.ts";
import type { ListedStore } from "../stores.graphql.ts";

/** What became of one store, as the API answered. */
export interface OneOutcome {
  store: ListedStore;
  /** Null where it was changed; else why it was not. */
  whyNot: string | null;
  /** Of one that was changed: its version since. */
  version: number;
  /** When it takes orders again by itself, ISO 8601. */
  until: string | null;
}

/** What was asked for last, and what became of each store; `failure` where nothing was answered. */
export interface Told {
  act: "pause" | "resume";
  outcomes: readonly OneOutcome[];
  failure: string | null;
}

/** Pauses several stores, resumes them, and takes a pause of several back, each store on its own. */
export function usePauseSeveral() {
  const router = useRouter();
  const writeFailure = useWriteFailure();
  const [{ fetching: isPausing }, sendPause] = useMutation(pauseStores);
  const [{ fetching: isResuming }, sendResume] = useMutation(resumeStores);
  const [told, setTold] = useState<Told | null>(null);

  function tell(act: Told["act"], stores: readonly ListedStore[], answer: Answer): Told {
    router.refresh();
    const { results, error } = answer;
    const outcomes = (results ?? []).flatMap((result, at): OneOutcome[] => {
      const store = stores[at];
      if (store === undefined) return [];
      const common = { store, version: store.version, until: null };
      return result.__typename === "Location"
        ? [
            {
              ...common,
              whyNot: null,
              version: result.version ?? store.version,
              until: result.pauseUntil ?? null,
            },
          ]
        : [{ ...common, whyNot: result.message ?? "" }];
    });
    const next = { act, outcomes, failure: results === undefined ? writeFailure(error) : null };
    setTold(next);
    return next;
  }

  async function resume(stores: readonly Pick<OneOutcome, "store" | "version">[]): Promise<Told> {
    const seen = stores.map(({ store, version }) => ({ locationId: store.id, expectedVersion: version }));
    const { data, error } = await sendResume({ input: { stores: seen } });
    const of = stores.map(({ store }) => store);
    return tell("resume", of, { results: data?.resumeStores, error });
  }

  return {
    told,
    isWriting: isPausing || isResuming,
    forget: () => setTold(null),
    async pause(stores: readonly ListedStore[], given: { reason: string; until: Until }): Promise<Told> {
      const seen = stores.map(({ id, version }) => ({ locationId: id, expectedVersion: version }));
      const { data, error } = await sendPause({ input: { stores: seen, ...given } });
      return tell("pause", stores, { results: data?.pauseStores, error });
    },
    resume,
    /** Resumes those that the last pause paused, and no other. */
    undo: (last: Told) => resume(last.outcomes.filter(({ whyNot }) => whyNot === null)),
  };
}

interface Answer {
  results:
    | readonly {
        __typename: string;
        version?: number;
        pauseUntil?: string | null;
        message?: string;
      }[]
    | undefined;
  error: Parameters<ReturnType<typeof useWriteFailure>>[0];
}
