import type { Language, Words } from "@parley/words";
import { formatDateTime } from "@/format/time.ts";

/** What a change's record holds of it, one line each; whatever it holds beside what is known is left out. */
export function detailOf(json: string, { say, list, language }: Reader): string[] {
  const detail: Record<string, unknown> = Object(JSON.parse(json));
  const lines: string[] = [];
  if (typeof detail.strength === "string") {
    const known = (["strong", "short", "weak"] as const).find((each) => each === detail.strength);
    const strength = known === undefined ? detail.strength : list(`secrets.strengths.${known}`);
    lines.push(`${say("changes.strength")}: ${strength}`);
  }
  if (typeof detail.previous_ends_at === "string")
    lines.push(
      `${say("changes.previousEnds")}: ${formatDateTime(new Date(detail.previous_ends_at), "UTC", "minute", language)}`,
    );
  lines.push(...pauseLines(detail, { say, language }));
  const { from, to } = Object(detail.switches);
  if (from !== undefined || to !== undefined) lines.push(...switchLines(Object(from), Object(to), say));
  return lines;
}

/** Of a pause: a record has what differs, so a new end alone has no `pausedAt`. */
function pauseLines(detail: Record<string, unknown>, { say, language }: Pick<Reader, "say" | "language">) {
  const [paused, until] = [Object(detail.pausedAt), Object(detail.pauseUntil)];
  if (paused.to === null) return [say("changes.resumed")];
  if (typeof until.to === "string")
    return [
      `${say("changes.pausedUntil")}: ${formatDateTime(new Date(until.to), "UTC", "minute", language)}`,
    ];
  return typeof paused.to === "string" || until.to === null ? [say("changes.paused")] : [];
}

function switchLines(
  from: Record<string, unknown>,
  to: Record<string, unknown>,
  say: Words<"connection">,
): string[] {
  const text = (value: unknown) => (value === undefined ? say("changes.unset") : String(value ?? "none"));
  return [...new Set([...Object.keys(from), ...Object.keys(to)])]
    .filter((name) => from[name] !== to[name])
    .map((name) => `${name}: ${text(from[name])} → ${text(to[name])}`);
}

export interface Reader {
  say: Words<"connection">;
  list: Words<"connections">;
  language: Language;
}
