import Link from "next/link";
import { buttonClass } from "@/components/controls/button.tsx";
import { CopyButton } from "@/components/controls/copy-button.tsx";
import { fixtureOf } from "@/components/exchange/fixture.ts";
import { labCommand } from "@/components/exchange/lab-command.ts";
import { SaveButton } from "@/components/exchange/save-button.tsx";
import { words } from "@/words/server.tsx";
import type { Call } from "../exchange.graphql.ts";

/** What an engineer does with a call elsewhere: lay it beside another, send it to the lab, keep it as a case. */
export async function CallTools({ exchange }: { exchange: Call }) {
  const say = await words("exchanges");
  const command = labCommand(exchange);
  const fixture = fixtureOf(exchange);
  if (exchange.counterparts.length === 0 && command === null && fixture === null) return null;
  return (
    <div className="mb-4 flex flex-wrap items-center gap-2">
      {exchange.counterparts.length > 0 && <span className="text-ink-soft">{say("tools.compare")}</span>}
      {exchange.counterparts.map(({ kind, exchangeId }) => (
        <Link
          key={kind}
          href={`/exchanges/compare?a=${exchangeId}&b=${exchange.id}`}
          className={buttonClass()}
        >
          {say(`tools.${kind === "VALIDATE_BEFORE" ? "validate_before" : "last_that_worked"}`)}
        </Link>
      ))}
      {command !== null && <CopyButton text={command} label={say("tools.lab")} showLabel />}
      {fixture !== null && (
        <SaveButton text={fixture} name={`${exchange.id}.json`}>
          {say("tools.fixture")}
        </SaveButton>
      )}
    </div>
  );
}
