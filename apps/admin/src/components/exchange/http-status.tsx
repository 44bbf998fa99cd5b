import { Icon } from "@/components/display/icon.tsx";
import { type Tone, toneText } from "@/components/display/tone.ts";
import { words } from "@/words/server.tsx";

/** An HTTP status with its error code; the icon says in shape what the colour says. */
export async function HttpStatus({ status, code }: { status: number | null; code: string | null }) {
  const say = await words("call");
  const tone = httpTone(status, code);
  return (
    <span className={`inline-flex items-center gap-1.5 align-top whitespace-nowrap ${toneText[tone]}`}>
      <Icon name={tone === "ok" ? "placed" : tone === "wait" ? "pending" : "rejected"} size={14} />
      <span className="font-medium">{status ?? say("noAnswer")}</span>
      {code && <span className="font-mono text-xs">{code}</span>}
    </span>
  );
}

/** A refusal is one under any status; 202 is a promise, not a success; without an answer nobody knows. */
function httpTone(status: number | null, code: string | null): Tone {
  if (code !== null) return "problem";
  if (status === null || status === 202) return "wait";
  return status < 400 ? "ok" : "problem";
}
