import { Icon, type IconName } from "@/components/display/icon.tsx";
import { type Tone, toneFill } from "@/components/display/tone.ts";
import type { AutopsyParts } from "./autopsy.graphql.ts";

const looks: Record<AutopsyParts["tone"], { tone: Tone; icon: IconName }> = {
  OK: { tone: "ok", icon: "placed" },
  WAITING: { tone: "wait", icon: "pending" },
  PROBLEM: { tone: "problem", icon: "attention" },
};

/** Before the sentence: whether all is well, in shape and colour. */
export function ToneMark({ tone }: Pick<AutopsyParts, "tone">) {
  const look = looks[tone];
  return (
    <span
      className={`mt-0.5 flex size-8 shrink-0 items-center justify-center rounded-lg ${toneFill[look.tone]}`}
    >
      <Icon name={look.icon} size={18} />
    </span>
  );
}
