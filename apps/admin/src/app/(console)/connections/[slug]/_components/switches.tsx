import { Panel } from "@/components/display/panel.tsx";
import { ClientWords, words } from "@/words/server.tsx";
import type { ShownConnection } from "../connection.graphql.ts";
import { groupsOf, questionOf, valueName, whatOf } from "../switch-words.ts";
import { Fold } from "./fold.tsx";
import { SeenOfSwitch } from "./seen-of-switch.tsx";
import { SwitchForm } from "./switch-form.tsx";
import { SwitchWrites } from "./switch-writes.tsx";

type Switch = NonNullable<ShownConnection["switches"]>[number];

/** How this connection reads what PAR's documents leave open, by what it decides; only what was changed is open. */
export async function Switches({
  connection,
  switches,
}: {
  connection: ShownConnection;
  switches: Switch[];
}) {
  const say = await words("switches");
  const seen = connection.seen ?? [];
  const suggested = new Set(seen.flatMap((each) => (each.suggestedValue === null ? [] : each.switchName)));
  return (
    <Panel title={say("title")} padded>
      <p className="mb-3 max-w-prose text-ink-soft">{say("about")}</p>
      <div className="-mx-3 -mb-3">
        <ClientWords rooms={["shell", "switches"]}>
          <SwitchWrites>
            {groupsOf(switches).map(({ group, rows, changed }) => (
              <Fold
                key={group}
                isOpen={changed > 0 || rows.some(({ name }) => suggested.has(name))}
                summary={
                  <>
                    <span className="font-medium">{say(`group.${group}`)}</span>{" "}
                    <span className={changed > 0 ? "text-wait" : "text-ink-faint"}>
                      · {say("changed", { count: changed })}
                    </span>
                  </>
                }
              >
                <ul className="divide-y border-t">
                  {rows.map((row) => (
                    <li key={row.name} className="p-3">
                      <SwitchRow connection={connection} row={row} />
                    </li>
                  ))}
                </ul>
              </Fold>
            ))}
          </SwitchWrites>
        </ClientWords>
      </div>
    </Panel>
  );
}

async function SwitchRow({ connection, row }: { connection: ShownConnection; row: Switch }) {
  const [say, list] = await Promise.all([words("switches"), words("connections")]);
  const { name, value, defaultValue, isDefault, question } = row;
  const what = whatOf(name, say);
  const asked = questionOf(name, question, list);
  return (
    <div className="grid gap-x-6 gap-y-2 lg:grid-cols-2">
      <div className="min-w-0">
        <h3 className="font-medium">{what}</h3>
        <p className="mt-0.5">
          {valueName(name, value, say)}{" "}
          <span className={isDefault ? "text-ink-faint" : "text-wait"}>
            · {isDefault ? say("isDefault") : say("isChanged", { value: valueName(name, defaultValue, say) })}
          </span>
        </p>
        <p className="mt-0.5 text-xs text-ink-faint">
          <code className="font-mono">{`${name}=${value}`}</code>
        </p>
        <SeenOfSwitch connection={connection} row={row} />
        <p className="mt-1 text-xs text-ink-soft">
          {say("ask")} {asked}
          {/* To be sent to PAR as it stands, so it is there in PAR's language, too. */}
          {asked !== question && (
            <span lang="en" className="block text-ink-faint">
              {question}
            </span>
          )}
        </p>
      </div>
      {connection.canEdit && (
        <SwitchForm
          key={value}
          connectionId={connection.id}
          version={connection.version ?? 0}
          row={row}
          what={what}
          choices={row.choices?.map((each) => ({ value: each, word: valueName(name, each, say) })) ?? null}
          defaultWord={valueName(name, defaultValue, say)}
        />
      )}
    </div>
  );
}
