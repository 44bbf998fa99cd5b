import { readSeenTraits } from "../../explain/seen.ts";
import { requireConnection } from "../kernel/existing.ts";
import { type Result, table } from "../kernel/output.ts";
import type { Session } from "../kernel/session.ts";

/** `parley connection seen`: what a switch should be set to is read off PAR's own calls. */
export async function seen(session: Session, idOrSlug: string): Promise<Result> {
  const connection = await requireConnection(session, idOrSlug);
  const traits = await readSeenTraits(session.db, { connection, now: session.now() });
  return {
    json: {
      seen: traits.map(
        ({ trait, form, isUsual, calls, lastAt, lastExchangeId, switchName, suggestedValue }) => ({
          ...{ trait, form, is_usual: isUsual, calls, last_at: lastAt, last_exchange_id: lastExchangeId },
          ...{ switch: switchName, suggested_value: suggestedValue },
        }),
      ),
    },
    text: table(
      traits,
      {
        what: ({ trait }) => trait,
        form: ({ form }) => form,
        calls: ({ calls }) => calls,
        last: ({ lastAt }) => lastAt,
        "last call": ({ lastExchangeId }) => lastExchangeId,
        set: ({ switchName, suggestedValue }) =>
          suggestedValue === null
            ? ""
            : `connection set-switch ${connection.slug} ${switchName}=${suggestedValue}`,
      },
      "PAR has not called yet.",
    ),
  };
}
