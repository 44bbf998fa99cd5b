import { Panel } from "@/components/display/panel.tsx";
import { Surface } from "@/components/display/surface.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { words } from "@/words/server.tsx";
import type { Store } from "../menu.graphql.ts";

/** What somebody should mend in the menu at the store's POS. */
export async function Findings({ findings }: { findings: NonNullable<Store["menu"]>["findings"] }) {
  const say = await words("menu");
  if (findings.length === 0) {
    return (
      <Surface>
        <EmptyState icon="placed" title={say("findings.none")}>
          {say("findings.noneHelp")}
        </EmptyState>
      </Surface>
    );
  }
  return (
    <Panel title={say("findings.title")} aside={say("findings.aside")}>
      <ul>
        {findings.map(({ code, kind, id, message }) => (
          <li key={`${code} ${kind} ${id}`} className="border-b px-3 py-2 last:border-b-0">
            <p className="text-base">{message}</p>
            <p className="text-xs text-ink-faint">
              <code className="font-mono">{kind}</code> <code className="font-mono break-all">{id}</code>
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
