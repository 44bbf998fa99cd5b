import type { ReactNode } from "react";
import { Icon, type IconName } from "@/components/display/icon.tsx";
import { type Tone, toneFill } from "@/components/display/tone.ts";

const icons: Record<Tone, IconName> = {
  ok: "placed",
  wait: "pending",
  problem: "errored",
  quiet: "overview",
};

/** One sentence that answers what the operator just did; read out by screen readers. */
export function Notice({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <div
      role={tone === "problem" ? "alert" : "status"}
      className={`flex gap-2 rounded-md px-3 py-2 ${toneFill[tone]}`}
    >
      <span className="mt-0.5">
        <Icon name={icons[tone]} />
      </span>
      <div className="min-w-0 grow">{children}</div>
    </div>
  );
}
