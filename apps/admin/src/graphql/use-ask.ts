"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { type Asked, ask } from "./ask.ts";
import type { TadaDocumentNode } from "./document.ts";

/** A write of a client leaf: whether one is under way, and the way to send one. */
export function useMutation<Data, Variables>(
  document: TadaDocumentNode<Data, Variables>,
): [{ fetching: boolean }, (variables: Variables) => Promise<Asked<Data>>] {
  const [fetching, setFetching] = useState(false);
  const send = useCallback(
    async (variables: Variables) => {
      setFetching(true);
      try {
        return await ask(document, variables);
      } finally {
        setFetching(false);
      }
    },
    [document],
  );
  return [{ fetching }, send];
}

/** What a leaf reads once it is shown, and again where the variables are others; an answer that comes late is dropped. */
export function useQuery<Data, Variables>(
  document: TadaDocumentNode<Data, Variables>,
  variables: Variables,
): Asked<Data> & { fetching: boolean } {
  const [asked, setAsked] = useState<Asked<Data> | null>(null);
  const latest = useRef(variables);
  latest.current = variables;
  const key = JSON.stringify(variables);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` is what the answer has to follow
  useEffect(() => {
    let isLate = false;
    void ask(document, latest.current).then((answer) => {
      if (!isLate) setAsked(answer);
    });
    return () => {
      isLate = true;
      setAsked(null);
    };
  }, [document, key]);
  return { data: asked?.data, error: asked?.error, fetching: asked === null };
}
