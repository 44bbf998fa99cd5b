"use client";

import { useWords } from "@parley/words/react";
import { useQuery } from "@/graphql/use-ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { impactOf } from "../mapping.ts";
import { mappingImpactQuery } from "../mappings.graphql.ts";

/** What hangs on mappings in force, before they are changed or ended; read when it is shown. */
export function Impact({ ids }: { ids: readonly string[] }) {
  const say = useWords("mappings");
  const writeFailure = useWriteFailure();
  const { data, error } = useQuery(mappingImpactQuery, { ids: [...ids] });
  const impact = data?.mappingImpact;
  return (
    <span role="status" className="text-xs whitespace-normal text-ink-soft">
      {impact
        ? say("impact.sentence", impactOf(impact, "own"))
        : error
          ? writeFailure(error)
          : say("impact.reading")}
    </span>
  );
}
