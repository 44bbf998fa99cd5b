"use client";

import { UndoButton } from "@/components/controls/undo-button.tsx";
import { Moment } from "@/components/display/moment.tsx";
import type { Mapping } from "../mapping.ts";

/** What a PAR id meant before, from when to when, and the way back to it. */
export function HistoryRow({ mapping, mayRevert, revert }: HistoryRowProps) {
  return (
    <tr className="text-ink-soft">
      <td colSpan={7} className="bg-canvas">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1 pl-5">
          <span>
            <code className="font-mono text-xs">{mapping.target.code}</code> {mapping.target.name}
          </span>
          <span className="text-xs text-ink-faint">
            <Moment at={mapping.validFrom} zone={mapping.zone} precision="minute" />
            {mapping.replacedAt && (
              <>
                {" to "}
                <Moment at={mapping.replacedAt} zone={mapping.zone} precision="minute" />
              </>
            )}
            {mapping.changedBy && ` · by ${mapping.changedBy}`}
          </span>
          {mayRevert && (
            <span className="ml-auto">
              <UndoButton undo={revert} label="Revert to this" />
            </span>
          )}
        </div>
      </td>
    </tr>
  );
}

interface HistoryRowProps {
  mapping: Mapping;
  mayRevert: boolean;
  revert: () => Promise<string | null>;
}
