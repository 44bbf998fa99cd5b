"use client";

import { useEffect, useState } from "react";
import { type SearchInfo, type SubmitRow, submitRow } from "@/components/submit/submit-row.ts";
import { ask } from "@/graphql/ask.ts";
import type { ResultOf } from "@/graphql/document.ts";
import { directoryQuery, paletteSearch } from "./palette.graphql.ts";

export interface Found {
  kind: "idle" | "searching" | "found" | "failed";
  rows: readonly SubmitRow[];
  search: SearchInfo | null;
}

const idle: Found = { kind: "idle", rows: [], search: null };
const pauseMs = 180;
/** A single letter would ask for half of everything; a single character of Chinese is a name. */
const tooShort = /^[\p{Script=Latin}\p{P}\p{S}]?$/u;

/** The newest submits that match, asked for when typing pauses; an answer that comes late is dropped. */
export function useFoundSubmits(typed: string): Found {
  const [found, setFound] = useState<Found & { typed: string }>({ ...idle, typed: "" });
  useEffect(() => {
    if (tooShort.test(typed)) return;
    let isLate = false;
    const timer = setTimeout(async () => {
      const { data } = await ask(paletteSearch, { search: typed });
      if (isLate) return;
      if (data === undefined) return setFound({ ...idle, kind: "failed", typed });
      const rows = data.submits.edges.map(({ node }) => submitRow(node));
      setFound({ kind: "found", rows, search: data.submits.search, typed });
    }, pauseMs);
    return () => {
      isLate = true;
      clearTimeout(timer);
    };
  }, [typed]);
  if (tooShort.test(typed)) return idle;
  return found.typed === typed ? found : { ...idle, kind: "searching" };
}

export type Directory = ResultOf<typeof directoryQuery>;

/** Stores and PAR's ids, read once when the palette is first used on a page. */
export function useDirectory(isWanted: boolean): Directory | null {
  const [directory, setDirectory] = useState<Directory | null>(null);
  useEffect(() => {
    if (!isWanted || directory !== null) return;
    let isLeft = false;
    ask(directoryQuery, {}).then(({ data }) => {
      if (!isLeft && data !== undefined) setDirectory(data);
    });
    return () => {
      isLeft = true;
    };
  }, [isWanted, directory]);
  return directory;
}
