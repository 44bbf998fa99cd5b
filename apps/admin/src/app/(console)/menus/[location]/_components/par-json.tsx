import { Mono } from "@/components/display/mono.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { BodyView } from "@/components/exchange/body-view.tsx";
import { words } from "@/words/server.tsx";

/** The menu in PAR's format: the exact bytes from which the next call for it is answered. */
export async function ParJson({ json, version }: { json: string; version: string }) {
  const say = await words("menu");
  return (
    <Panel title={say("view.json")} aside={<Mono short={24}>{version}</Mono>} padded>
      <BodyView title={say("name")} body={json} />
    </Panel>
  );
}
