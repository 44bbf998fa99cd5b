import Link from "next/link";
import { Moment } from "@/components/display/moment.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { words } from "@/words/server.tsx";
import type { Trace } from "../trace.graphql.ts";

/**
 * The POS that an order went to: what it speaks, where it is and what it promises; and that its store has another one
 * by now, where it has. Nothing of an order that was never sent.
 */
export async function OrderPos({ order: { attempt, pos, posEndedAt, location } }: { order: Trace }) {
  if (attempt === 0 || pos.kind === "none") return null;
  const [say, sayPos] = await Promise.all([words("order"), words("pos")]);
  const [url, name] = [pos.url ?? "–", pos.store ?? "–"];
  const classes = ["A", "B", "C", "D"] as const;
  const promise = classes.find((each) => each === pos.adapterClass);
  return (
    <Panel
      title={say("pos.title")}
      aside={
        <Link href={`/stores/${location.id}#pos`} className="hover:underline">
          {say("pos.store")}
        </Link>
      }
      padded
    >
      <div className="flex flex-col gap-2">
        {posEndedAt !== null && (
          <Notice tone="wait">
            {say.rich("pos.replaced", {
              at: () => <Moment at={posEndedAt} zone={location.timezone} precision="minute" />,
            })}
          </Notice>
        )}
        <p className="wrap-anywhere">
          {pos.kind === "square"
            ? sayPos("now.square", { store: name, url, environment: pos.environment ?? "" })
            : sayPos("now.bridge", { url, store: name })}
        </p>
        {promise !== undefined && (
          <p className="text-ink-soft">
            {say("pos.class", { name: promise })} {sayPos(`conformance.promise.${promise}`)}
          </p>
        )}
      </div>
    </Panel>
  );
}
