import { Panel } from "@/components/display/panel.tsx";
import { Surface } from "@/components/display/surface.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import type { Menu } from "../menu.graphql.ts";

/** What somebody should mend in the menu at the store's POS. */
export function Findings({ findings }: { findings: Menu["findings"] }) {
  if (findings.length === 0) {
    return (
      <Surface>
        <EmptyState icon="placed" title="Nothing to mend.">
          What PAR cannot get as the POS says it, such as a name that is too long, and what nobody could ever
          order is listed here.
        </EmptyState>
      </Surface>
    );
  }
  return (
    <Panel
      title="To mend at the POS"
      aside="What nobody could order is told as not available; the rest stops nothing."
    >
      <ul>
        {findings.map(({ code, kind, id, message }) => (
          <li key={`${code} ${kind} ${id}`} className="border-b px-3 py-2 last:border-b-0">
            <p className="text-base">{message}</p>
            <p className="text-xs text-ink-faint">
              {kind.replaceAll("_", " ")} <code className="font-mono break-all">{id}</code>
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
