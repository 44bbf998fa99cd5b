import type { Words } from "@parley/words";
import { type Column, DataTable } from "@/components/data-table/data-table.tsx";
import { Day } from "@/components/display/moment.tsx";
import { Panel } from "@/components/display/panel.tsx";
import type { RetentionWeek } from "../retention.graphql.ts";

const BYTES_PER_MEGABYTE = 1_000_000;

/** The weeks in which bodies stand, when each goes as a whole, and what is in the way. */
export function Weeks({ say, weeks }: { say: Words<"retention">; weeks: readonly RetentionWeek[] | null }) {
  const now = new Date().toISOString();
  const whenOf = ({ goesAt, held }: RetentionWeek) => {
    if (goesAt === null) return say("weeks.oneByOne");
    if (goesAt > now) return <Day at={goesAt} zone="UTC" />;
    return held > 0 ? say("weeks.held", { held }) : say("weeks.due");
  };
  const columns: Column<RetentionWeek>[] = [
    {
      header: say("weeks.from"),
      isLead: true,
      cell: ({ from, until }) => {
        if (from !== null) return <Day at={from} zone="UTC" />;
        return until === null ? say("weeks.outside") : say("weeks.first");
      },
    },
    {
      header: say("weeks.size"),
      isNumber: true,
      cell: ({ bytes }) => say("bytes", { megabytes: Math.ceil(bytes / BYTES_PER_MEGABYTE) }),
    },
    { header: say("weeks.goes"), cell: whenOf },
  ];
  return (
    <Panel title={say("weeks.title")}>
      {weeks === null ? (
        <p className="px-3 py-2.5 text-ink-soft">{say("weeks.inOneTable")}</p>
      ) : (
        <>
          {weeks.some(({ hasStrays }) => hasStrays) && (
            <p className="border-b px-3 py-2.5">{say("weeks.strays")}</p>
          )}
          <DataTable
            caption={say("weeks.title")}
            columns={columns}
            rows={weeks}
            rowKey={({ until }) => until ?? "outside"}
          />
        </>
      )}
    </Panel>
  );
}
