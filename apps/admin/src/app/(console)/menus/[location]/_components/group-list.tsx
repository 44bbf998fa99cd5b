import { formatMoney } from "@/format/money.ts";
import { words } from "@/words/server.tsx";
import type { ItemFindings } from "../findings-of.ts";
import { type GuestChoice, type GuestGroup, ruleInWords } from "../guest-menu.ts";
import type { Place } from "../item-state.ts";
import { ItemButtons } from "./item-buttons.tsx";
import { FindingsOf } from "./item-findings.tsx";
import { ItemState } from "./item-state.tsx";

/** Choices with their rules; choices below a choice are set in under it. */
export async function GroupList({ groups, currency, place, findings }: GroupListProps) {
  const say = await words("menu");
  return groups.map(({ group, choices }) => (
    <div key={group.id}>
      <h3 className="flex flex-wrap items-baseline gap-x-2 font-medium">
        <span data-name="">{group.name}</span>
        <span className="text-xs font-normal text-ink-faint">
          {ruleInWords(group, say)}
          {group.minSelected > 0 && ` · ${say("guest.required")}`}
        </span>
      </h3>
      <FindingsOf findings={findings} kind="modifier_group" id={group.id} />
      <ul className="mt-0.5">
        {choices.map((choice) => (
          <ChoiceRow
            key={choice.modifier.id}
            choice={choice}
            currency={currency}
            place={place}
            findings={findings}
          />
        ))}
      </ul>
    </div>
  ));
}

interface GroupListProps {
  groups: readonly GuestGroup[];
  /** ISO 4217. */
  currency: string;
  place: Place;
  findings: ItemFindings;
}

async function ChoiceRow({
  choice,
  currency,
  place,
  findings,
}: Omit<GroupListProps, "groups"> & { choice: GuestChoice }) {
  const say = await words("menu");
  const { modifier, groups } = choice;
  const marks = [
    modifier.defaultQuantity > 0 && say("guest.fromTheStart"),
    modifier.maxQuantity > 1 && say("guest.most", { count: modifier.maxQuantity }),
  ].filter((mark) => mark !== false);
  return (
    <li className="border-b border-dotted py-0.5 last:border-b-0">
      <div className="flex flex-wrap items-center justify-between gap-x-3">
        <span className="flex min-w-0 flex-wrap items-center gap-x-2">
          <span
            data-name=""
            title={modifier.id}
            className={modifier.isAvailable ? "" : "text-ink-faint line-through"}
          >
            {modifier.name}
          </span>
          {marks.length > 0 && <span className="text-xs text-ink-faint"> · {marks.join(", ")}</span>}
          <ItemState availability={modifier.availability} place={place} />
          <FindingsOf findings={findings} kind="modifier" id={modifier.id} />
        </span>
        <span className="ml-auto flex items-center gap-3 whitespace-nowrap">
          <ItemButtons
            item={{ kind: "MODIFIER", itemId: modifier.id, name: modifier.name }}
            availability={modifier.availability}
          />
          <span className={modifier.priceCents === 0 ? "text-ink-faint" : ""}>
            {modifier.priceCents === 0 ? say("guest.free") : `+${formatMoney(modifier.priceCents, currency)}`}
          </span>
        </span>
      </div>
      {groups.length > 0 && (
        <div className="mt-1 mb-1 flex flex-col gap-2 border-l-2 pl-3">
          <GroupList groups={groups} currency={currency} place={place} findings={findings} />
        </div>
      )}
    </li>
  );
}
