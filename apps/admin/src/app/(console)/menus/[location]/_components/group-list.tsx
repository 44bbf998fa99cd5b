import { formatMoney } from "../../../../../format/money.ts";
import { type GuestChoice, type GuestGroup, ruleInWords } from "../guest-menu.ts";
import { SoldOut } from "./sold-out.tsx";

/** Choices with their rules; choices below a choice are set in under it. */
export function GroupList({ groups, currency }: { groups: readonly GuestGroup[]; currency: string }) {
  return groups.map(({ group, choices }) => (
    <div key={group.id}>
      <h3 className="flex flex-wrap items-baseline gap-x-2 font-medium">
        {group.name}
        <span className="text-xs font-normal text-ink-faint">
          {ruleInWords(group)}
          {group.minSelected > 0 && " · required"}
        </span>
      </h3>
      <ul className="mt-0.5">
        {choices.map((choice) => (
          <ChoiceRow key={choice.modifier.id} choice={choice} currency={currency} />
        ))}
      </ul>
    </div>
  ));
}

function ChoiceRow({ choice: { modifier, groups }, currency }: { choice: GuestChoice; currency: string }) {
  const marks = [
    modifier.defaultQuantity > 0 && "chosen from the start",
    modifier.maxQuantity > 1 && `up to ${modifier.maxQuantity} of it`,
  ].filter((mark) => mark !== false);
  return (
    <li className="border-b border-dotted py-0.5 last:border-b-0">
      <div className="flex justify-between gap-3">
        <span title={modifier.id}>
          <span className={modifier.isAvailable ? "" : "text-ink-faint line-through"}>{modifier.name}</span>
          {marks.length > 0 && <span className="text-xs text-ink-faint"> · {marks.join(", ")}</span>}
        </span>
        <span className="flex gap-3 whitespace-nowrap">
          {!modifier.isAvailable && <SoldOut />}
          <span className={modifier.priceCents === 0 ? "text-ink-faint" : ""}>
            {modifier.priceCents === 0 ? "free" : `+${formatMoney(modifier.priceCents, currency)}`}
          </span>
        </span>
      </div>
      {groups.length > 0 && (
        <div className="mt-1 mb-1 flex flex-col gap-2 border-l-2 pl-3">
          <GroupList groups={groups} currency={currency} />
        </div>
      )}
    </li>
  );
}
