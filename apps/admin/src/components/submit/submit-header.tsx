import type { ReactNode } from "react";
import { ToneMark } from "@/components/autopsy/tone-mark.tsx";
import { CopyButton } from "@/components/controls/copy-button.tsx";
import { CopyLinkButton } from "@/components/controls/copy-link-button.tsx";
import { FactList } from "@/components/page-header/fact.tsx";
import { PageHeader } from "@/components/page-header/page-header.tsx";
import { words } from "@/words/server.tsx";

/**
 * The top of the page of anything that PAR submitted, an order or a call that never became one: the answer first,
 * then what a caller asks about.
 */
export async function SubmitHeader({ id, autopsy, note, facts }: SubmitHeaderProps) {
  const [say, frame] = await Promise.all([words("order"), words("shell")]);
  return (
    <PageHeader
      back={{ href: "/orders", name: frame("places.orders.name") }}
      name={<span className="font-mono">{id}</span>}
      beside={
        <>
          <CopyButton text={id} label={say("copyId")} />
          <span className="ml-auto">
            <CopyLinkButton />
          </span>
        </>
      }
      mark={<ToneMark tone={autopsy.tone} />}
      sentence={autopsy.sentence}
      note={note}
      facts={<FactList>{facts}</FactList>}
    />
  );
}

interface SubmitHeaderProps {
  /** By what a caller or PAR knows it. */
  id: string;
  autopsy: { tone: Parameters<typeof ToneMark>[0]["tone"]; sentence: string };
  /** The next steps, and the acts that are done here. */
  note: ReactNode;
  facts: ReactNode;
}
