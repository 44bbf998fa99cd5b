import { Icon } from "@/components/display/icon.tsx";
import { type Tone, toneText } from "@/components/display/tone.ts";

/** An HTTP status with its error code; the icon says in shape what the colour says. */
export function HttpStatus({ status, code }: { status: number | null; code: string | null }) {
  const tone = httpTone(status);
  return (
    <span className={`inline-flex items-center gap-1.5 align-top whitespace-nowrap ${toneText[tone]}`}>
      <Icon name={tone === "ok" ? "placed" : tone === "wait" ? "pending" : "rejected"} size={14} />
      <span className="font-medium">{status ?? "no answer"}</span>
      {code && <span className="font-mono text-xs">{code}</span>}
    </span>
  );
}

/** 202 is a promise, not a success; without an answer nobody knows. */
export function httpTone(status: number | null): Tone {
  if (status === null || status === 202) return "wait";
  return status < 400 ? "ok" : "problem";
}
