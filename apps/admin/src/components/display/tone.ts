/** The three things that a colour may say here, and "nothing to say". */
export type Tone = "ok" | "wait" | "problem" | "quiet";

export const toneText: Record<Tone, string> = {
  ok: "text-ok",
  wait: "text-wait",
  problem: "text-problem",
  quiet: "text-ink-soft",
};

export const toneFill: Record<Tone, string> = {
  ok: "bg-ok-soft text-ok",
  wait: "bg-wait-soft text-wait",
  problem: "bg-problem-soft text-problem",
  quiet: "bg-sunken text-ink-soft",
};
