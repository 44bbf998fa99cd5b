import { Icon, type IconName } from "@/components/display/icon.tsx";
import { Zoned } from "@/components/display/moment.tsx";
import { type Tone, toneText } from "@/components/display/tone.ts";
import { words } from "@/words/server.tsx";
import { type ItemAvailability, itemState, type Place } from "../item-state.ts";
import { offReader } from "../off-reader.ts";

const icons: Record<Tone, IconName> = { ok: "check", wait: "pending", problem: "soldOut", quiet: "check" };

/** Whether an item can be ordered now, as icon and words; the operator's reason after them. */
export async function ItemState({ availability, place }: { availability: ItemAvailability; place: Place }) {
  const [say, reader] = await Promise.all([words("menu"), offReader()]);
  const { words: told, tone, reason } = itemState(availability, place, say, reader);
  if (tone === "ok") {
    return (
      <span className="inline-flex items-center gap-1 whitespace-nowrap text-xs text-ink-faint">
        <Icon name={icons.ok} size={12} />
        {told}
      </span>
    );
  }
  return (
    <span className={`inline-flex gap-1 text-xs font-medium ${toneText[tone]}`}>
      <span className="mt-0.5">
        <Icon name={icons[tone]} size={13} />
      </span>
      <span>
        {availability.until === null ? (
          told
        ) : (
          <Zoned at={availability.until} zone={place.zone}>
            {told}
          </Zoned>
        )}
        {reason !== null && <span className="font-normal break-words text-ink-soft"> · “{reason}”</span>}
      </span>
    </span>
  );
}
