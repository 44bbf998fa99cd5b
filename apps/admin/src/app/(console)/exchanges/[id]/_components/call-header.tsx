import { NextSteps } from "@/components/autopsy/next-steps.tsx";
import { CopyLinkButton } from "@/components/controls/copy-link-button.tsx";
import { PageHeader } from "@/components/page-header/page-header.tsx";
import { words } from "@/words/server.tsx";
import type { Call } from "../exchange.graphql.ts";
import { CallFacts } from "./call-facts.tsx";
import { SignatureExplained } from "./signature-explained.tsx";

/** The top of a call that is no submit of its own: what became of what it was for. */
export async function CallHeader({ exchange, zone, now }: { exchange: Call; zone: string; now: string }) {
  const sayShell = await words("shell");
  return (
    <PageHeader
      back={{ href: "/exchanges", name: sayShell("places.exchanges.name") }}
      name={
        <span className="font-mono">
          {exchange.method} {exchange.path}
        </span>
      }
      beside={
        <span className="ml-auto">
          <CopyLinkButton />
        </span>
      }
      sentence={exchange.autopsy.sentence}
      note={
        <NextSteps autopsy={exchange.autopsy}>
          <SignatureExplained signature={exchange.signature} />
        </NextSteps>
      }
      facts={<CallFacts exchange={exchange} zone={zone} now={now} />}
    />
  );
}
