import { Moment } from "@/components/display/moment.tsx";
import { Mono } from "@/components/display/mono.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { formatDuration } from "@/format/time.ts";
import type { Trace } from "../trace.graphql.ts";

/** The tries to place the order. The reference stays the same, so that the POS can tell a repeat from an order. */
export function AttemptList({ attempts, zone, adapterClass }: AttemptListProps) {
  const reference = attempts[0]?.reference;
  if (reference === undefined) return null;
  return (
    <Panel
      title="Tries at the POS"
      aside={
        <>
          class {adapterClass} · our reference <Mono>{reference}</Mono>
        </>
      }
    >
      <table className="data-table">
        <thead>
          <tr>
            <th scope="col">Try</th>
            <th scope="col" className="max-sm:hidden">
              Began
            </th>
            <th scope="col" className="number">
              Took
            </th>
            <th scope="col">Outcome</th>
            <th scope="col">Reason</th>
          </tr>
        </thead>
        <tbody>
          {attempts.map((attempt) => (
            <tr key={attempt.number}>
              <td>{attempt.number}</td>
              <td className="max-sm:hidden">
                <Moment at={attempt.startedAt} zone={zone} precision="millisecond" withDate={false} />
              </td>
              <td className="number whitespace-nowrap">
                {attempt.finishedAt === null
                  ? "running"
                  : formatDuration(Date.parse(attempt.finishedAt) - Date.parse(attempt.startedAt))}
              </td>
              <td>
                {attempt.outcome?.replaceAll("_", " ") ?? "–"}
                {attempt.fenced && <span className="text-ink-faint"> (too late to count)</span>}
              </td>
              <td className="text-ink-soft">{attempt.reason ?? "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

interface AttemptListProps {
  attempts: Trace["attempts"];
  zone: string;
  /** What the POS can promise after doubt, `A` to `D` or `X`. */
  adapterClass: string;
}
