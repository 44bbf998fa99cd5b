import { Mono } from "@/components/display/mono.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { BodyView } from "@/components/exchange/body-view.tsx";

/** The menu in PAR's format: the exact bytes from which the next call for it is answered. */
export function ParJson({ json, version }: { json: string; version: string }) {
  return (
    <Panel
      title="As PAR gets it"
      aside={
        <>
          version <Mono short={24}>{version}</Mono>
        </>
      }
      padded
    >
      <BodyView title="Menu" body={json} />
    </Panel>
  );
}
