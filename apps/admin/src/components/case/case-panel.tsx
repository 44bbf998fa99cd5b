import { Age, Moment } from "@/components/display/moment.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { ClientWords, words } from "@/words/server.tsx";
import type { CaseParts } from "./case.graphql.ts";
import { CaseActs } from "./case-acts.tsx";

/** Who looks after an order, a refused call or an issue, what was done about it, and what can be done. */
export async function CasePanel({ about, me, zone, now }: CasePanelProps) {
  const say = await words("cases");
  const { assignee, events, canAct, state, snoozedUntil, resolution } = about;
  return (
    <Panel title={say("page.who")} padded>
      <p>
        {assignee ? say("page.has", { name: assignee.name }) : say("page.nobody")}
        {state === "RESOLVED" && <> · {say("page.resolved")}</>}
        {resolution !== null && <>: {say(`page.reasons.${resolution}`)}</>}
        {state === "SNOOZED" && snoozedUntil !== null && (
          <>
            {" · "}
            {say("page.snoozed")} <Moment at={snoozedUntil} zone={zone} precision="minute" />
          </>
        )}
      </p>
      {canAct && me !== null ? (
        <ClientWords rooms={["shell", "cases"]}>
          <CaseActs about={about} me={me} />
        </ClientWords>
      ) : (
        <p className="text-ink-soft">{say("page.hidden")}</p>
      )}
      {events.length > 0 && (
        <>
          <h3 className="mt-4 font-medium">{say("page.history")}</h3>
          <ul>
            {events.map((event) => (
              <li key={event.id} className="mt-1">
                <Age at={event.at} zone={zone} now={now} words /> · {event.by}{" "}
                {say(`page.acts.${wordOf(event.kind)}`, { name: event.assignee?.name ?? "" })}
                {event.note && <span className="text-ink-soft"> – {event.note}</span>}
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}

interface CasePanelProps {
  about: CaseParts;
  /** The id of whoever looks at it; null for nobody. */
  me: string | null;
  zone: string;
  now: string;
}

type EventKind = "NOTED" | "ASSIGNED" | "UNASSIGNED" | "SNOOZED" | "RESOLVED" | "REOPENED";

function wordOf(kind: EventKind) {
  const word = {
    NOTED: "noted",
    ASSIGNED: "assigned",
    UNASSIGNED: "unassigned",
    SNOOZED: "snoozed",
    RESOLVED: "resolved",
    REOPENED: "reopened",
  } as const;
  return word[kind];
}
